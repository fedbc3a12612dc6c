package dev.weir.npm;

import dev.weir.model.PackageName;
import java.util.Optional;

/**
 * {@code dist.tarball}, taken apart: {@code prefix + file + query}.
 *
 * @param prefix up to the last slash of its path, included
 * @param file the path's last segment as it stands, percent-encoding kept
 * @param query the rest, empty or beginning with {@code ?} or {@code #}
 * @param fileName the file as a request for it is read
 */
record TarballUrl(String prefix, String file, String query, String fileName) {
  /**
   * Empty if the URL has no file, or one that nobody could ask us for: then its version cannot be
   * installed through us.
   */
  static Optional<TarballUrl> of(PackageName name, String url) {
    int pathEnd = firstOf(url, '?', '#');
    int scheme = url.indexOf("://");
    // A query may hold another URL.
    boolean absolute = scheme >= 0 && scheme < pathEnd;
    int pathStart = url.indexOf('/', absolute ? scheme + 3 : 0);
    int slash = url.lastIndexOf('/', pathEnd - 1);
    if (pathStart < 0 || slash < pathStart) {
      return Optional.empty();
    }
    var file = url.substring(slash + 1, pathEnd);
    return NpmPath.parse(name + "/-/" + file) instanceof NpmPath.Tarball asked
        ? Optional.of(
            new TarballUrl(
                url.substring(0, slash + 1), file, url.substring(pathEnd), asked.fileName()))
        : Optional.empty();
  }

  /** The name that npm gives tarballs; some old ones have another. */
  static String usualFile(PackageName name, String version) {
    return name.basename() + "-" + version + ".tgz";
  }

  private static int firstOf(String url, char a, char b) {
    for (int i = 0; i < url.length(); i++) {
      if (url.charAt(i) == a || url.charAt(i) == b) {
        return i;
      }
    }
    return url.length();
  }
}
