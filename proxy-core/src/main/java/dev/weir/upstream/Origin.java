package dev.weir.upstream;

import dev.weir.model.ConnectionName;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * An external connection's address and what may be done with it.
 *
 * @param base http or https, with a host, ending in {@code /}; trusted, loopback included
 * @param credential sent to {@code base}'s own scheme, host and port only
 * @param tarballHosts further hosts ({@code host} or {@code host:port}) that tarballs may come from
 * @param allowPrivate whether redirects and allow-listed hosts may lie at loopback, RFC 1918,
 *     link-local, 100.64/10 or fc00::/7 addresses
 * @param trust whose certificates it, and what it leads to, may have
 */
public record Origin(
    ConnectionName name,
    URI base,
    Optional<Credential> credential,
    Set<String> tarballHosts,
    boolean allowPrivate,
    Trust trust) {
  public Origin {
    tarballHosts = Set.copyOf(tarballHosts);
    boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!web || base.getHost() == null || !base.getRawPath().endsWith("/")) {
      throw new IllegalArgumentException(
          "url of %s: %s (expected: http or https, a host, a path ending in /)"
              .formatted(name, base));
    }
  }

  /** One whose certificate the JVM trusts. */
  public Origin(
      ConnectionName name,
      URI base,
      Optional<Credential> credential,
      Set<String> tarballHosts,
      boolean allowPrivate) {
    this(name, base, credential, tarballHosts, allowPrivate, Trust.jvm());
  }
}
