package dev.weir.cli.remote;

import dev.weir.cli.Surroundings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The proxies of {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, in either case, as
 * curl takes them. None leads to this machine.
 */
public final class EnvironmentProxies extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Surroundings surroundings;

  public EnvironmentProxies(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(proxy(uri).map(EnvironmentProxies::http).orElse(Proxy.NO_PROXY));
  }

  private Optional<URI> proxy(URI uri) {
    var host = uri.getHost();
    if (host == null || Endpoint.isLoopback(host) || isExcepted(host)) {
      return Optional.empty();
    }
    return variable(uri.getScheme() + "_proxy").flatMap(EnvironmentProxies::address);
  }

  private boolean isExcepted(String host) {
    for (String exception : variable("no_proxy").orElse("").split("[,\\s]+", -1)) {
      var suffix = exception.replaceFirst("^\\*?\\.", "");
      boolean same = host.equalsIgnoreCase(suffix);
      boolean below = host.toLowerCase(Locale.ROOT).endsWith("." + suffix.toLowerCase(Locale.ROOT));
      if (exception.equals("*") || !suffix.isEmpty() && (same || below)) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> variable(String name) {
    return surroundings
        .variable(name.toLowerCase(Locale.ROOT))
        .or(() -> surroundings.variable(name.toUpperCase(Locale.ROOT)));
  }

  /** Often written without a scheme. */
  private static Optional<URI> address(String text) {
    try {
      var uri = URI.create(text.contains("://") ? text : "http://" + text);
      return Optional.of(uri).filter(address -> address.getHost() != null);
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Proxy http(URI address) {
    int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(address.getHost(), port));
  }

  /** The request fails and says so. */
  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
