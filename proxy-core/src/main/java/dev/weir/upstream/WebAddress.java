package dev.weir.upstream;

import io.netty.util.NetUtil;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where one HTTP request goes. Stricter than {@link URI} in what it takes, since the text often
 * comes from an origin's document or {@code Location}; it keeps path and query as they are written.
 *
 * @param scheme http or https
 * @param host in lower case; an IPv6 address in brackets
 * @param port never the absent one
 * @param pathAndQuery begins with {@code /}, percent-encoded, without fragment or dot segments
 */
record WebAddress(String scheme, String host, int port, String pathAndQuery) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9._\\-]+");

  /**
   * Reads an absolute http or https address; a fragment is dropped, as every client does.
   *
   * @throws IllegalArgumentException saying what is wrong with {@code text}
   */
  static WebAddress parse(String text) {
    int slashes = text.indexOf("://");
    if (slashes <= 0) {
      throw new IllegalArgumentException("no scheme (expected: http:// or https://)");
    }
    String scheme = text.substring(0, slashes).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("scheme %s (expected: http or https)".formatted(scheme));
    }
    String rest = withoutFragment(text.substring(slashes + 3));
    int end = endOfAuthority(rest);
    String path = rest.substring(end);
    return at(scheme, rest.substring(0, end), path.startsWith("/") ? path : "/" + path);
  }

  /** The address of an origin's base, which the operator wrote and {@link Origin} has checked. */
  static WebAddress of(URI base) {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    int port = base.getPort() < 0 ? defaultPort(base.getScheme()) : base.getPort();
    return new WebAddress(base.getScheme(), host, port, base.getRawPath());
  }

  private static WebAddress at(String scheme, String authority, String pathAndQuery) {
    if (authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException("a user name in the address (expected: none)");
    }
    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = (hasPort ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    if (!isHost(host)) {
      throw new IllegalArgumentException(
          "host %s (expected: a name or an address)".formatted(host));
    }
    int port = hasPort ? port(authority.substring(colon + 1)) : defaultPort(scheme);
    return new WebAddress(scheme, host, port, PathRules.checked(pathAndQuery));
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return host.indexOf('%') < 0 && NetUtil.isValidIpV6Address(host);
    }
    return NAME.matcher(host).matches();
  }

  private static int port(String digits) {
    boolean number = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = number && digits.length() <= 5 ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port %s (expected: 1 to 65535)".formatted(digits));
    }
    return port;
  }

  private static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static String withoutFragment(String text) {
    int hash = text.indexOf('#');
    return hash < 0 ? text : text.substring(0, hash);
  }

  private static int endOfAuthority(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return i;
      }
    }
    return rest.length();
  }

  /** What a {@code Location} or another reference means here (RFC 3986, section 5.2). */
  WebAddress resolve(String reference) {
    String relative = withoutFragment(reference);
    if (relative.startsWith("//")) {
      return parse(scheme + ":" + relative);
    } else if (relative.startsWith("/")) {
      return withPath(relative);
    } else if (relative.startsWith("?")) {
      return withPath(path() + relative);
    } else if (hasScheme(relative)) {
      return parse(relative);
    } else if (relative.isEmpty()) {
      return this;
    }
    return withPath(path().substring(0, path().lastIndexOf('/') + 1) + relative);
  }

  private static boolean hasScheme(String reference) {
    int colon = reference.indexOf(':');
    int slash = reference.indexOf('/');
    return colon >= 0 && (slash < 0 || colon < slash);
  }

  /**
   * The same server, another path.
   *
   * @throws IllegalArgumentException if {@code path} is not one
   */
  WebAddress withPath(String path) {
    return new WebAddress(scheme, host, port, PathRules.checked(path));
  }

  String path() {
    int question = pathAndQuery.indexOf('?');
    return question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
  }

  /** Whether both name the same scheme, host and port: one server to trust, or not. */
  boolean sameServer(WebAddress other) {
    return scheme.equals(other.scheme) && sameHost(other);
  }

  boolean sameHost(WebAddress other) {
    return host.equals(other.host) && port == other.port;
  }

  /** Whether going from here to {@code next} would give up TLS. */
  boolean downgradedBy(WebAddress next) {
    return scheme.equals("https") && next.scheme.equals("http");
  }

  boolean onDefaultPort() {
    return port == defaultPort(scheme);
  }

  /** Host and port, for messages and allow-lists. */
  String hostAndPort() {
    return host + ":" + port;
  }

  @Override
  public String toString() {
    return scheme + "://" + (onDefaultPort() ? host : hostAndPort()) + pathAndQuery;
  }
}
