package dev.weir.testing;

/** What a decoded path below a registry's base asks for, by npm's grammar. */
sealed interface Address {
  record Packument(String name) implements Address {}

  /** {@code version} may be a dist-tag. */
  record Manifest(String name, String version) implements Address {}

  record Tarball(String name, String file) implements Address {}

  record DistTags(String name) implements Address {}

  /** Below {@code /-/}. */
  record Meta(String route) implements Address {}

  String DIST_TAGS = "/-/package/";

  /** Reads {@code /lodash}, {@code /@scope/name/1.0.0}, {@code /lodash/-/lodash-1.0.0.tgz} … */
  static Address of(String path) {
    if (path.startsWith(DIST_TAGS) && path.endsWith("/dist-tags")) {
      return new DistTags(path.substring(DIST_TAGS.length(), path.lastIndexOf('/')));
    }
    if (path.startsWith("/-/")) {
      return new Meta(path.substring(3));
    }
    int dash = path.indexOf("/-/");
    if (dash > 0) {
      return new Tarball(path.substring(1, dash), path.substring(path.lastIndexOf('/') + 1));
    }
    return document(path.substring(1));
  }

  private static Address document(String path) {
    int scope = path.startsWith("@") ? path.indexOf('/') + 1 : 0;
    int slash = path.indexOf('/', scope);
    return slash < 0
        ? new Packument(path)
        : new Manifest(path.substring(0, slash), path.substring(slash + 1));
  }
}
