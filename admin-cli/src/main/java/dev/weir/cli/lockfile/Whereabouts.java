package dev.weir.cli.lockfile;

import dev.weir.cli.lockfile.Skipped.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells by the text that a lockfile has for where a package comes from whether it is a registry.
 */
final class Whereabouts {
  private static final List<String> LOCAL =
      List.of("file:", "link:", "portal:", "exec:", "./", "../", "/", "~/", ".\\", "..\\");
  private static final List<String> GIT =
      List.of("git+", "git:", "git@", "ssh:", "github:", "gitlab:", "bitbucket:", "gist:");

  private Whereabouts() {}

  /**
   * Why this is no registry's; empty if it is, or if it says nothing.
   *
   * @param where an address, or what else stands after a package's name
   */
  static Optional<Reason> problem(String name, String version, String where) {
    if (where.isEmpty()) {
      return Optional.empty();
    } else if (where.startsWith("workspace:")) {
      return Optional.of(Reason.WORKSPACE);
    } else if (where.startsWith("patch:")) {
      return Optional.of(Reason.PATCH);
    } else if (LOCAL.stream().anyMatch(where::startsWith)) {
      return Optional.of(Reason.LOCAL);
    } else if (GIT.stream().anyMatch(where::startsWith)) {
      return Optional.of(Reason.GIT);
    } else if (isWeb(where)) {
      return problemOfWeb(name, version, where);
    }
    return Optional.of(Reason.UNKNOWN);
  }

  static boolean isWeb(String where) {
    return where.startsWith("http://") || where.startsWith("https://");
  }

  private static Optional<Reason> problemOfWeb(String name, String version, String address) {
    int end = end(address);
    var path = address.substring(0, end);
    if (path.endsWith(".git") || address.startsWith("#commit=", end)) {
      return Optional.of(Reason.GIT);
    }
    return isRegistry(name, version, path) ? Optional.empty() : Optional.of(Reason.URL);
  }

  /** npm's own layout, which nearly all registries have, and that of GitHub's. */
  private static boolean isRegistry(String name, String version, String path) {
    var plain = path.replace("%2f", "/").replace("%2F", "/").replace("%40", "@");
    return plain.contains("/" + name + "/-/")
        || plain.contains("/download/" + name + "/" + version + "/");
  }

  /** Where the path of an address ends. */
  private static int end(String address) {
    int query = address.indexOf('?');
    int fragment = address.indexOf('#');
    int end = address.length();
    end = query < 0 ? end : Math.min(end, query);
    return fragment < 0 ? end : Math.min(end, fragment);
  }

  /** The host of an address and its port, if it has one; empty if this is no address. */
  static Optional<String> authority(String address) {
    if (!isWeb(address)) {
      return Optional.empty();
    }
    var rest = address.substring(address.indexOf("//") + 2, end(address));
    int slash = rest.indexOf('/');
    var authority = slash < 0 ? rest : rest.substring(0, slash);
    var host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return host.isEmpty() ? Optional.empty() : Optional.of(host);
  }
}
