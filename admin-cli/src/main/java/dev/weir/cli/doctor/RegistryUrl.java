package dev.weir.cli.doctor;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A registry's address as a client is configured with it.
 *
 * @param uri with a slash at the end
 */
record RegistryUrl(URI uri) {
  private static final Pattern REPOSITORY = Pattern.compile("(.*)/npm/([^/]+/[^/]+)/");

  /** Empty if {@code text} is no address of the web. */
  static Optional<RegistryUrl> of(String text) {
    try {
      var uri = URI.create(text.endsWith("/") ? text : text + "/");
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return web && uri.getHost() != null ? Optional.of(new RegistryUrl(uri)) : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** Domain and repository, if it looks like the address of one. */
  Optional<String> repository() {
    var path = REPOSITORY.matcher(uri.getRawPath());
    return path.matches() ? Optional.of(path.group(2)) : Optional.empty();
  }

  /** Where a daemon would be, without a slash at the end. */
  String root() {
    var path = REPOSITORY.matcher(uri.getRawPath());
    return origin() + (path.matches() ? path.group(1) : "");
  }

  private String origin() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** An address below this one. */
  URI below(String path) {
    return URI.create(uri + path);
  }

  String host() {
    return uri.getHost();
  }

  int port() {
    return port(uri);
  }

  /** The port that is written or meant. */
  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equals(uri.getScheme()) ? 443 : 80;
  }

  /** Host and port as a lockfile has them. */
  String authority() {
    var authority = uri.getRawAuthority();
    return authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** Never shows a password. */
  @Override
  public String toString() {
    return uri.getRawUserInfo() == null
        ? uri.toString()
        : uri.toString().replace(uri.getRawUserInfo() + "@", "…@");
  }
}
