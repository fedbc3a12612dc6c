package dev.weir.http;

import dev.weir.config.HttpSettings;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a request comes from: the peer, or, behind a trusted proxy, the last address in {@code
 * X-Forwarded-For} that is not a trusted proxy itself. What stands before that anyone may have
 * written. Pure.
 */
public final class ClientAddresses {
  private static final AsciiString FORWARDED_FOR = AsciiString.cached("x-forwarded-for");

  private final TrustedProxies proxies;

  private ClientAddresses(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** By {@code http.trusted-proxies}. */
  public static ClientAddresses of(HttpSettings settings) {
    return new ClientAddresses(TrustedProxies.of(settings.trustedProxies()));
  }

  /** The address as text, without a port. */
  public String of(Request request) {
    var peer = request.remote().getAddress().getHostAddress();
    if (!proxies.trust(request.remote())) {
      return peer;
    }
    var hops = List.of(String.join(",", request.headers().getAll(FORWARDED_FOR)).split(",", -1));
    var from = peer;
    for (int i = hops.size() - 1; i >= 0; i--) {
      var hop = hops.get(i).trim();
      if (!NetUtil.isValidIpV4Address(hop) && !NetUtil.isValidIpV6Address(hop)) {
        return from;
      }
      from = hop;
      if (!proxies.trust(
          new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(hop), 0))) {
        return from;
      }
    }
    return from;
  }
}
