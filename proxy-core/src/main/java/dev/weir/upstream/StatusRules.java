package dev.weir.upstream;

import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.NotFound;
import dev.weir.upstream.UpstreamResponse.NotModified;
import dev.weir.upstream.UpstreamResponse.Refused;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer's status and headers mean. Pure.
 *
 * <p>A 401 or 403 is not passed on as such: it is the operator's to mend, so the detail names the
 * configuration key.
 */
final class StatusRules {
  private StatusRules() {}

  sealed interface Meaning {
    /** 200: the body is what was asked for. */
    record Content() implements Meaning {}

    record Moved(String location) implements Meaning {}

    /**
     * The answer to the request.
     *
     * @param retry whether asking once more may help
     */
    record Final(UpstreamResponse response, boolean retry) implements Meaning {}
  }

  /**
   * @param proxy through which the answer came
   * @param conditional whether the request had validators
   */
  static Meaning of(
      Origin origin,
      Optional<Proxy> proxy,
      int status,
      HttpHeaders headers,
      boolean conditional,
      Instant now) {
    return switch (status) {
      case 200 -> new Meaning.Content();
      case 301, 302, 303, 307, 308 -> moved(origin, status, headers);
      case 304 -> notModified(origin, headers, conditional);
      case 404, 410, 451 -> new Meaning.Final(new NotFound(status), false);
      case 407 -> new Meaning.Final(unauthenticated(origin, proxy), false);
      default -> otherwise(origin, status, headers, now);
    };
  }

  private static Meaning moved(Origin origin, int status, HttpHeaders headers) {
    String location = headers.get(HttpHeaderNames.LOCATION);
    return location == null
        ? unexpected(origin, status + " without Location")
        : new Meaning.Moved(location);
  }

  private static Meaning notModified(Origin origin, HttpHeaders headers, boolean conditional) {
    return conditional
        ? new Meaning.Final(new NotModified(validators(headers), maxAge(headers)), false)
        : unexpected(origin, "304 to an unconditional request");
  }

  private static Meaning otherwise(Origin origin, int status, HttpHeaders headers, Instant now) {
    var retryAfter = RetryAfter.parse(headers.get(HttpHeaderNames.RETRY_AFTER), now);
    if (status >= 500 && status < 600) {
      return new Meaning.Final(
          new Failed(Kind.SERVER_ERROR, answered(origin, status), retryAfter),
          mayRecover(status) && retryAfter.isEmpty());
    } else if (status >= 400 && status < 500) {
      return new Meaning.Final(
          new Refused(status, answered(origin, status) + remedy(origin, status), retryAfter),
          false);
    }
    return unexpected(origin, Integer.toString(status));
  }

  /** A proxy's own answer, if there is one: what it wants is not the origin's credential. */
  private static Refused unauthenticated(Origin origin, Optional<Proxy> proxy) {
    String remedy =
        proxy
            .map(p -> ": %s wants a user and a password; check %s".formatted(p, p.variable()))
            .orElseGet(() -> remedy(origin, 407));
    return new Refused(407, answered(origin, 407) + remedy, Optional.empty());
  }

  private static boolean mayRecover(int status) {
    return status == 500 || status == 502 || status == 503 || status == 504;
  }

  private static Meaning unexpected(Origin origin, String what) {
    return new Meaning.Final(
        new Failed(
            Kind.MALFORMED,
            "connection %s answered %s, unexpectedly".formatted(origin.name(), what)),
        false);
  }

  private static String answered(Origin origin, int status) {
    return "connection %s answered %d".formatted(origin.name(), status);
  }

  private static String remedy(Origin origin, int status) {
    if (status != 401 && status != 403 && status != 407) {
      return "";
    }
    return origin
        .credential()
        .map(credential -> "; check the credential of " + credential.key())
        .orElse(
            "; if it wants a credential, set external-connections.%s.token-env"
                .formatted(origin.name()));
  }

  static Validators validators(HttpHeaders headers) {
    return new Validators(
        Optional.ofNullable(headers.get(HttpHeaderNames.ETAG)),
        Optional.ofNullable(headers.get(HttpHeaderNames.LAST_MODIFIED)));
  }

  static Optional<Duration> maxAge(HttpHeaders headers) {
    return CacheControl.parse(headers.getAll(HttpHeaderNames.CACHE_CONTROL)).freshFor();
  }
}
