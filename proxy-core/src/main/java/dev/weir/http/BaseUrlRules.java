package dev.weir.http;

import dev.weir.config.WeirSettings;
import dev.weir.http.BaseUrl.Known;
import dev.weir.http.BaseUrl.Misdirected;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides under what URL a client knows this server. Pure.
 *
 * <p>In this order: the configured {@code public-url}; the {@code X-Forwarded} fields of a trusted
 * proxy; {@code Host}, if it is an IP address, {@code localhost}, the machine's name or a
 * configured one. Anything else is misdirected: a web page can make a browser send any name it has
 * pointed at this address (DNS rebinding), but never an address as the name.
 */
public final class BaseUrlRules {
  private final @Nullable Known publicUrl;
  private final TrustedProxies proxies;
  private final Set<String> names;

  private BaseUrlRules(@Nullable Known publicUrl, TrustedProxies proxies, Set<String> names) {
    this.publicUrl = publicUrl;
    this.proxies = proxies;
    this.names = names;
  }

  /**
   * The rules of {@code settings}; throws {@link IllegalArgumentException}, which names the key,
   * for a public URL or a proxy that is none.
   *
   * @param machineNames by which this machine is known beside {@code http.hosts}
   */
  public static BaseUrlRules of(WeirSettings settings, Collection<String> machineNames) {
    return new BaseUrlRules(
        settings.publicUrl().map(BaseUrlRules::publicUrl).orElse(null),
        TrustedProxies.of(settings.http().trustedProxies()),
        names(settings.http().hosts(), machineNames));
  }

  /**
   * What of a request decides. The last three are null unless a trusted proxy sent them.
   *
   * @param host the {@code Host} field
   * @param proto {@code X-Forwarded-Proto}
   * @param forwardedHost {@code X-Forwarded-Host}
   * @param prefix {@code X-Forwarded-Prefix}
   */
  record Seen(
      boolean secure,
      @Nullable String host,
      @Nullable String proto,
      @Nullable String forwardedHost,
      @Nullable String prefix) {}

  /** Whether {@code peer}'s {@code X-Forwarded} fields are to be looked at. */
  boolean trusts(InetSocketAddress peer) {
    return publicUrl == null && proxies.trust(peer);
  }

  BaseUrl resolve(Seen seen) {
    if (publicUrl != null) {
      return publicUrl;
    }
    var host = seen.forwardedHost == null ? seen.host : nearest(seen.forwardedHost);
    var misdirected = new Misdirected(host == null ? "" : host);
    var authority = host == null ? null : Authority.parse(host).orElse(null);
    var scheme = scheme(seen);
    var prefix = prefix(seen.prefix);
    if (authority == null || scheme == null || prefix == null) {
      return misdirected;
    }
    boolean known = seen.forwardedHost != null || isOurs(authority);
    return known ? new Known(authority.under(scheme) + prefix) : misdirected;
  }

  private boolean isOurs(Authority authority) {
    return authority.isAddress() || names.contains(authority.host());
  }

  private static @Nullable String scheme(Seen seen) {
    if (seen.proto == null) {
      return seen.secure ? "https" : "http";
    }
    var proto = nearest(seen.proto).toLowerCase(Locale.ROOT);
    return proto.equals("http") || proto.equals("https") ? proto : null;
  }

  private static @Nullable String prefix(@Nullable String forwarded) {
    if (forwarded == null || forwarded.isEmpty() || forwarded.equals("/")) {
      return "";
    }
    return forwarded.matches("(/[A-Za-z0-9._~-]+)+/?") && !forwarded.contains("/.")
        ? withoutSlash(forwarded)
        : null;
  }

  /** Of several values the last: that one the trusted proxy itself has added. */
  private static String nearest(String values) {
    return values.substring(values.lastIndexOf(',') + 1).trim();
  }

  private static Known publicUrl(String text) {
    var url = uri(text);
    var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    var authority = url.getRawAuthority() == null ? "" : url.getRawAuthority();
    var parsed = Authority.parse(authority).orElseThrow(() -> notAUrl(text));
    boolean plain = url.getRawQuery() == null && url.getRawFragment() == null;
    if (!plain || !scheme.equals("http") && !scheme.equals("https")) {
      throw notAUrl(text);
    }
    return new Known(parsed.under(scheme) + withoutSlash(url.getRawPath()));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException notOne) {
      throw notAUrl(text);
    }
  }

  private static IllegalArgumentException notAUrl(String text) {
    return new IllegalArgumentException(
        "public-url: %s (expected: http://… or https://…, a path allowed)".formatted(text));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Set<String> names(List<String> configured, Collection<String> machineNames) {
    var names = new HashSet<String>();
    names.add("localhost");
    configured.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    machineNames.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    return Set.copyOf(names);
  }
}
