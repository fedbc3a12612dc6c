package dev.weir.npm;

import java.util.List;

/**
 * A path in a package's tarball, such as {@code package/lib/index.js}: one that every reader makes
 * the same of. npm takes the first folder away, whatever its name, by cutting at the first slash.
 *
 * @param segments one at least, none of them empty, {@code .} or {@code ..}
 */
record PackedPath(List<String> segments) {
  private static final String PACKAGE_JSON = "package.json";

  PackedPath {
    segments = List.copyOf(segments);
  }

  static PackedPath of(TarEntry entry) throws PublishRefusedException {
    var path = entry.path();
    if (path.startsWith("/") || hasDrive(path)) {
      throw refused(path, "a relative path");
    } else if (path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
      throw refused(path, "a path without backslash and NUL");
    }
    boolean slash = entry.kind() == TarEntry.Kind.FOLDER && path.endsWith("/");
    var text = slash ? path.substring(0, path.length() - 1) : path;
    var segments = List.of(text.split("/", -1));
    if (segments.contains("") || segments.contains(".") || segments.contains("..")) {
      throw refused(path, "a path without empty segments, . and ..");
    }
    return new PackedPath(segments);
  }

  /** The folder that npm takes away. */
  String root() {
    return segments.get(0);
  }

  /** Whether it is in a folder. */
  boolean isBelowRoot() {
    return segments.size() > 1;
  }

  /** Whether on some file system it is, or is below, the package's {@code package.json}. */
  boolean isAtPackageJson() {
    return isBelowRoot() && segments.get(1).equalsIgnoreCase(PACKAGE_JSON);
  }

  /** Whether it is the package's {@code package.json}. */
  boolean isPackageJson() {
    return segments.size() == 2 && segments.get(1).equals(PACKAGE_JSON);
  }

  @Override
  public String toString() {
    return String.join("/", segments);
  }

  static PublishRefusedException refused(String path, String expected) {
    return PublishRefusedException.of("tarball's entry", path, expected);
  }

  private static boolean hasDrive(String path) {
    return path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0));
  }
}
