package dev.weir.upstream;

import dev.weir.upstream.UpstreamRequest.Target;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import java.util.Locale;
import java.util.Set;

/**
 * Decides which address a target means at an origin. Pure.
 *
 * <p>A tarball comes from the configured base, plus the path and query of {@code dist.tarball} with
 * the base's own path removed if it begins with it: a document cannot send Weir to another host.
 * The exception is a host that the operator lists in {@code tarball-hosts}. An entry {@code
 * host:port} means exactly that port, an entry {@code host} the scheme's default port.
 */
final class OriginAddress {
  private OriginAddress() {}

  static Destination of(Origin origin, Target target) {
    var base = WebAddress.of(origin.base());
    try {
      if (target instanceof Target.Path path) {
        return new Destination.To(base.withPath(base.path() + path.encoded()), true);
      }
      return tarball(origin, base, ((Target.Tarball) target).url());
    } catch (IllegalArgumentException e) {
      return nowhere(origin, Kind.MALFORMED, "was given a bad address: " + e.getMessage());
    }
  }

  private static Destination tarball(Origin origin, WebAddress base, String url) {
    var asked = WebAddress.parse(url);
    if (asked.sameHost(base) || !isListed(origin.tarballHosts(), asked)) {
      return new Destination.To(base.withPath(below(base, asked)), true);
    }
    return checked(origin, base, base, asked);
  }

  private static String below(WebAddress base, WebAddress asked) {
    String path = asked.pathAndQuery();
    String own =
        path.startsWith(base.path()) ? path.substring(base.path().length()) : path.substring(1);
    if (own.isEmpty()) {
      throw new IllegalArgumentException("%s (expected: a file below it)".formatted(asked));
    }
    return base.path() + own;
  }

  private static boolean isListed(Set<String> hosts, WebAddress asked) {
    return hosts.stream()
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .anyMatch(
            entry ->
                entry.equals(asked.hostAndPort())
                    || asked.onDefaultPort() && entry.equals(asked.host()));
  }

  /** Where {@code location}, sent by {@code from}, leads. */
  static Destination redirect(Origin origin, WebAddress from, String location) {
    try {
      return checked(origin, WebAddress.of(origin.base()), from, from.resolve(location));
    } catch (IllegalArgumentException e) {
      return nowhere(origin, Kind.MALFORMED, "redirects to a bad address: " + e.getMessage());
    }
  }

  private static Destination checked(
      Origin origin, WebAddress base, WebAddress from, WebAddress next) {
    if (from.downgradedBy(next)) {
      return nowhere(
          origin,
          Kind.FORBIDDEN_ADDRESS,
          "leads from https to http at %s, which is refused".formatted(next.hostAndPort()));
    }
    return new Destination.To(next, next.sameServer(base));
  }

  private static Destination nowhere(Origin origin, Kind kind, String what) {
    return new Destination.Nowhere(
        new Failed(kind, "connection %s %s".formatted(origin.name(), what)));
  }
}
