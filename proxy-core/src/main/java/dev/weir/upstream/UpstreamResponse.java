package dev.weir.upstream;

import dev.weir.io.ByteStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Everything an origin can answer. */
public sealed interface UpstreamResponse {
  /**
   * 200. The receiver closes {@code body}, which is decoded (a gzip answer is inflated off the
   * event loop) and whose stage fails with {@link UpstreamBodyException} if the rest will never
   * come.
   *
   * @param maxAge the origin's {@code Cache-Control: max-age}, 0 for {@code no-cache} or {@code
   *     no-store}; empty if it said nothing
   */
  record Found(Validators validators, Optional<Duration> maxAge, ByteStream body)
      implements UpstreamResponse {}

  /** 304. */
  record NotModified(Validators validators, Optional<Duration> maxAge)
      implements UpstreamResponse {}

  /** 404, 410 or 451: may be remembered. */
  record NotFound(int status) implements UpstreamResponse {}

  /**
   * 401, 403, 407, 429 and other 4xx: it is there and will not answer us.
   *
   * @param retryAfter when the origin (429) said to come back, or will be asked again
   */
  record Refused(int status, String detail, Optional<Duration> retryAfter)
      implements UpstreamResponse {}

  /**
   * No usable answer; never remembered as absent. {@code detail} names the connection.
   *
   * @param retryAfter when the origin (503) said to come back
   */
  record Failed(Kind kind, String detail, Optional<Duration> retryAfter)
      implements UpstreamResponse {
    public Failed(Kind kind, String detail) {
      this(kind, detail, Optional.empty());
    }
  }

  /** Which way it failed. */
  enum Kind {
    /** The connection has no address; the detail names the key to set. */
    UNCONFIGURED,
    /** An address that the rules of the connection forbid. */
    FORBIDDEN_ADDRESS,
    /** DNS, TCP or TLS did not come about. */
    CONNECT,
    /** A deadline passed. */
    TIMEOUT,
    /** The connection broke. */
    RESET,
    /** 5xx, after the retries. */
    SERVER_ERROR,
    /** Not HTTP, a bad coding, an endless redirect, an unexpected status. */
    MALFORMED,
    /** Longer than the request's limit. */
    TOO_LARGE,
    /** The circuit breaker is open: not asked. */
    BREAKER_OPEN,
    /** Too many requests wait for this origin. */
    OVERLOADED
  }

  default <T> T match(
      Function<Found, T> found,
      Function<NotModified, T> notModified,
      Function<NotFound, T> notFound,
      Function<Refused, T> refused,
      Function<Failed, T> failed) {
    if (this instanceof Found f) {
      return found.apply(f);
    } else if (this instanceof NotModified n) {
      return notModified.apply(n);
    } else if (this instanceof NotFound n) {
      return notFound.apply(n);
    } else if (this instanceof Refused r) {
      return refused.apply(r);
    }
    return failed.apply((Failed) this);
  }
}
