package dev.weir.upstream;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A proxy that stands between Weir and an origin. Its password never shows in {@link #toString}.
 *
 * @param variable the environment variable that names it, for messages
 * @param login user and password, if it wants them
 */
record Proxy(String variable, String host, int port, Optional<Login> login) {
  record Login(String user, String password) {
    /** For {@code Proxy-Authorization}. */
    String header() {
      var bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
      return "Login";
    }
  }

  /** A name is not resolved: that is done anew for each connection. */
  InetSocketAddress address() {
    var literal = NetUtil.createInetAddressFromIpAddressString(host);
    return literal == null
        ? InetSocketAddress.createUnresolved(host, port)
        : new InetSocketAddress(literal, port);
  }

  /** As in {@code the proxy proxy.example:3128 (HTTPS_PROXY)}. */
  @Override
  public String toString() {
    return "the proxy %s:%d (%s)".formatted(host, port, variable);
  }
}
