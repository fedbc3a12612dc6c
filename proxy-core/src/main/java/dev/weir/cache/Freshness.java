package dev.weir.cache;

import java.time.Instant;

/**
 * For how long something made of stored documents may be sent without looking at them again.
 *
 * @param until it is as good as new
 * @param staleUntil it may go on being sent while somebody looks: stale-while-revalidate (RFC 5861,
 *     section 3); not before {@code until}
 */
public record Freshness(Instant until, Instant staleUntil) {
  public Freshness {
    if (staleUntil.isBefore(until)) {
      throw new IllegalArgumentException(
          "stale-until: %s (expected: not before %s)".formatted(staleUntil, until));
    }
  }

  /** Never sent once it is stale. */
  public static Freshness strict(Instant until) {
    return new Freshness(until, until);
  }

  /** What both allow. */
  public Freshness and(Freshness other) {
    return new Freshness(earlier(until, other.until), earlier(staleUntil, other.staleUntil));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
