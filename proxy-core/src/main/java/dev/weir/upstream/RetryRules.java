package dev.weir.upstream;

import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Which faults count against an origin, and how long to wait before asking again. Pure. */
final class RetryRules {
  private static final Set<Kind> FAULTS =
      EnumSet.of(Kind.CONNECT, Kind.TIMEOUT, Kind.RESET, Kind.SERVER_ERROR);
  private static final Set<Kind> NOT_ASKED =
      EnumSet.of(Kind.OVERLOADED, Kind.FORBIDDEN_ADDRESS, Kind.UNCONFIGURED, Kind.BREAKER_OPEN);
  private static final int MOST_DOUBLINGS = 20;

  private RetryRules() {}

  /** Whether it speaks against the origin's health; a 404 or 403 does not. */
  static boolean isFault(UpstreamResponse response) {
    return response instanceof Failed failed && FAULTS.contains(failed.kind());
  }

  /** Whether it says nothing about the origin. */
  static boolean isNotAsked(UpstreamResponse response) {
    return response instanceof Failed failed && NOT_ASKED.contains(failed.kind());
  }

  /**
   * Exponential backoff with full jitter.
   *
   * @param tries how many were made, at least 1
   * @param uniform random, in [0, 1)
   */
  static Duration backoff(Duration first, int tries, double uniform) {
    double most = first.toNanos() * (double) (1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return Duration.ofNanos((long) (most * uniform));
  }
}
