package dev.weir.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * So many requests a second, for each key by itself: a token bucket that holds one second's worth,
 * so a client may be quick at first and is then held to the rate.
 *
 * <p>Each bucket is one number, the time at which it is full again (GCRA, the algorithm of ATM
 * traffic contracts). Thread-safe; a lock is held for a few instructions. Of more keys than it may
 * remember the one that was used longest ago is forgotten, and starts with a full bucket again.
 *
 * @param <K> what is limited: a token, an address
 */
public final class RateLimit<K> {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final InstantSource clock;
  private final Instant start;

  /** Nanoseconds between two requests at the rate; 0 is no limit. */
  private final long interval;

  /** When each bucket is full again, in nanoseconds since the start; guarded by itself. */
  private final Map<K, Long> fullAt;

  /**
   * @param perSecond 0 is no limit
   * @param maxKeys remembered at most
   */
  public RateLimit(int perSecond, int maxKeys, InstantSource clock) {
    if (perSecond < 0 || perSecond > SECOND) {
      throw new IllegalArgumentException(
          "perSecond: %d (expected: 0 to %d)".formatted(perSecond, SECOND));
    }
    if (maxKeys < 1) {
      throw new IllegalArgumentException("maxKeys: %d (expected: >= 1)".formatted(maxKeys));
    }
    this.clock = clock;
    this.start = clock.instant();
    this.interval = perSecond == 0 ? 0 : SECOND / perSecond;
    this.fullAt = new Recent<>(maxKeys);
  }

  /** Takes one for {@code key}: empty if there was one, else how long until there is. */
  public Optional<Duration> take(K key) {
    if (interval == 0) {
      return Optional.empty();
    }
    long now = Duration.between(start, clock.instant()).toNanos();
    long wait;
    synchronized (fullAt) {
      // A clock that was set back must not lock anyone out for longer than an empty bucket does.
      long full = Math.min(Math.max(now, fullAt.getOrDefault(key, now)), now + SECOND);
      wait = full + interval - (now + SECOND);
      fullAt.put(key, wait <= 0 ? full + interval : full);
    }
    return wait <= 0 ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
  }

  /** How many keys are remembered. */
  int keys() {
    synchronized (fullAt) {
      return fullAt.size();
    }
  }

  /** Forgets the key that was used longest ago when there are too many. */
  private static final class Recent<K> extends LinkedHashMap<K, Long> {
    private static final long serialVersionUID = 1;

    private final int most;

    Recent(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, Long> eldest) {
      return size() > most;
    }
  }
}
