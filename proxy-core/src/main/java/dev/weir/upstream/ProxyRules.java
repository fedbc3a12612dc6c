package dev.weir.upstream;

import dev.weir.upstream.Proxy.Login;
import io.netty.util.NetUtil;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy an address is asked through, as the variables of the environment say. Pure.
 *
 * <p>{@code https_proxy}, else {@code all_proxy}, for https; {@code http_proxy}, else {@code
 * all_proxy}, for http; each also in upper case, where the lower case wins. One that is set to
 * nothing means no proxy. What {@code no_proxy} lists is asked directly, and so is this machine's
 * own loopback: a proxy would look for it on its own machine.
 */
public final class ProxyRules {
  /** No proxy for anything. */
  public static final ProxyRules NONE =
      new ProxyRules(Optional.empty(), Optional.empty(), List.of());

  private static final int DEFAULT_PORT = 80;

  private final Optional<Proxy> forHttps;
  private final Optional<Proxy> forHttp;
  private final List<ProxyException> exceptions;

  private ProxyRules(
      Optional<Proxy> forHttps, Optional<Proxy> forHttp, List<ProxyException> exceptions) {
    this.forHttps = forHttps;
    this.forHttp = forHttp;
    this.exceptions = List.copyOf(exceptions);
  }

  /**
   * Reads the variables.
   *
   * @throws IllegalArgumentException naming the variable that cannot be used, without its value,
   *     which may hold a password
   */
  public static ProxyRules of(Map<String, String> environment) {
    return new ProxyRules(
        proxy(environment, "https_proxy"),
        proxy(environment, "http_proxy"),
        value(environment, "no_proxy")
            .map(found -> ProxyException.list(found.text()))
            .orElse(List.of()));
  }

  private record Value(String variable, String text) {}

  private static Optional<Value> value(Map<String, String> environment, String lower) {
    for (var name : List.of(lower, lower.toUpperCase(Locale.ROOT))) {
      String text = environment.get(name);
      if (text != null) {
        return Optional.of(new Value(name, text.strip()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Proxy> proxy(Map<String, String> environment, String lower) {
    return value(environment, lower)
        .or(() -> value(environment, "all_proxy"))
        .filter(found -> !found.text().isEmpty())
        .map(ProxyRules::parsed);
  }

  private static Proxy parsed(Value value) {
    // curl takes a proxy without a scheme too.
    String text = value.text().contains("://") ? value.text() : "http://" + value.text();
    URI address = uri(text);
    boolean usable =
        address != null
            && "http".equalsIgnoreCase(address.getScheme())
            && address.getHost() != null
            && address.getPort() <= 65535
            && address.getPort() != 0;
    if (address == null || !usable) {
      throw new IllegalArgumentException(
          "%s: not usable (expected: http://host:port or http://user:password@host:port)"
              .formatted(value.variable()));
    }
    int port = address.getPort() < 0 ? DEFAULT_PORT : address.getPort();
    return new Proxy(value.variable(), bare(address.getHost()), port, login(address));
  }

  private static @Nullable URI uri(String text) {
    try {
      return new URI(text);
    } catch (java.net.URISyntaxException broken) {
      return null;
    }
  }

  private static Optional<Login> login(URI address) {
    String given = address.getRawUserInfo();
    if (given == null) {
      return Optional.empty();
    }
    int colon = given.indexOf(':');
    return Optional.of(
        colon < 0
            ? new Login(decoded(given), "")
            : new Login(decoded(given.substring(0, colon)), decoded(given.substring(colon + 1))));
  }

  private static String decoded(String part) {
    // In a form's coding + is a space; in an address it is itself.
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The proxy to ask {@code address} through, or empty to ask it directly. */
  Optional<Proxy> of(WebAddress address) {
    var proxy = address.scheme().equals("https") ? forHttps : forHttp;
    String host = withoutRoot(bare(address.host()));
    if (proxy.isEmpty() || isLoopback(host)) {
      return Optional.empty();
    }
    boolean direct = exceptions.stream().anyMatch(e -> e.matches(host, address.port()));
    return direct ? Optional.empty() : proxy;
  }

  private static boolean isLoopback(String host) {
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    var literal = NetUtil.createInetAddressFromIpAddressString(host);
    return literal != null && literal.isLoopbackAddress();
  }

  /**
   * Whether a proxy that is asked for {@code host} would go to a private address for all that can
   * be seen from here: the names are the proxy's to resolve, but a literal is what it is. A number
   * in another form than a plain IPv4 address ({@code 127.1}, {@code 0x7f000001}) counts as one,
   * since resolvers read it differently.
   */
  static boolean mayBePrivate(String host) {
    var literal = NetUtil.createInetAddressFromIpAddressString(bare(host));
    if (literal != null) {
      return AddressRules.isPrivate(literal);
    }
    String last = host.substring(host.lastIndexOf('.', host.length() - 2) + 1);
    return !last.isEmpty() && Character.digit(last.charAt(0), 10) >= 0 && isNumber(last);
  }

  private static boolean isNumber(String label) {
    String digits = label.endsWith(".") ? label.substring(0, label.length() - 1) : label;
    return digits.startsWith("0x") || digits.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** {@code localhost.} is the same host as {@code localhost}. */
  private static String withoutRoot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
