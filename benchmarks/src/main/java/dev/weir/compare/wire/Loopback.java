package dev.weir.compare.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Lets addresses of this machine's loopback through, and nothing else: a load generator must never
 * reach a stranger. Names other than {@code localhost} are refused without being looked up.
 */
public final class Loopback {
  private Loopback() {}

  /** The address of a plain HTTP base; throws {@link IllegalArgumentException} for any other. */
  public static InetSocketAddress address(URI base) {
    var host = base.getHost();
    boolean literal = host != null && (host.matches("127(\\.\\d{1,3}){3}") || host.equals("[::1]"));
    if (!"http".equals(base.getScheme()) || !(literal || "localhost".equals(host))) {
      throw refused(base);
    }
    int port = base.getPort() < 0 ? 80 : base.getPort();
    // Java takes "localhost" from the hosts file, which may say anything.
    var address =
        literal ? new InetSocketAddress(host, port) : new InetSocketAddress(loopback(), port);
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw refused(base);
    }
    return address;
  }

  /** The same URI, if it is one of loopback. */
  public static URI require(URI base) {
    address(base);
    return base;
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  private static IllegalArgumentException refused(URI base) {
    return new IllegalArgumentException(
        "target: " + base + " (expected: http:// and a loopback address; nothing else is loaded)");
  }
}
