package dev.weir.http;

import io.netty.util.NetUtil;
import java.util.Locale;
import java.util.Optional;

/**
 * The host and port of a {@code Host} field or a URL. Pure.
 *
 * @param host lower case; an IPv6 address has its brackets
 * @param port 0 if there is none
 */
record Authority(String host, int port) {
  private static final int LONGEST_NAME = 253;

  /** Reads {@code name}, {@code name:port}, {@code 127.0.0.1:port} or {@code [::1]:port}. */
  static Optional<Authority> parse(String text) {
    int end = text.startsWith("[") ? text.indexOf(']') + 1 : endOfName(text);
    var host = text.substring(0, end).toLowerCase(Locale.ROOT);
    var rest = text.substring(end);
    if (!isAddress(host) && !isName(host)) {
      return Optional.empty();
    }
    if (rest.isEmpty()) {
      return Optional.of(new Authority(host, 0));
    }
    return port(rest).map(port -> new Authority(host, port));
  }

  boolean isAddress() {
    return isAddress(host);
  }

  /** With the port, unless it is the one that {@code scheme} implies. */
  String under(String scheme) {
    int implied = scheme.equals("https") ? 443 : 80;
    var authority = port == 0 || port == implied ? host : host + ":" + port;
    return scheme + "://" + authority;
  }

  private static int endOfName(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text.length() : colon;
  }

  private static Optional<Integer> port(String colonAndDigits) {
    if (!colonAndDigits.matches(":[0-9]{1,5}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(colonAndDigits.substring(1));
    return port >= 1 && port <= 65535 ? Optional.of(port) : Optional.empty();
  }

  /** An IPv4 address in four decimal parts, or an IPv6 address in brackets and without a zone. */
  private static boolean isAddress(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      var address = host.substring(1, host.length() - 1);
      return address.indexOf('%') < 0
          && address.indexOf('[') < 0
          && NetUtil.isValidIpV6Address(address);
    }
    return NetUtil.isValidIpV4Address(host);
  }

  private static boolean isName(String host) {
    return host.length() <= LONGEST_NAME && host.matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");
  }
}
