package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.config.PackumentSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Things that an origin said it does not have, for a short while and a bounded number of them. An
 * origin that could not be asked never gets here: unreachable is not absent.
 */
final class NegativeCache<K> {
  private final Cache<K, Instant> said;
  private final Duration lifetime;
  private final InstantSource clock;

  NegativeCache(PackumentSettings settings, InstantSource clock) {
    this.said = Caffeine.newBuilder().maximumSize(settings.negativeEntries()).build();
    this.lifetime = settings.negativeFresh();
    this.clock = clock;
  }

  /** Whether the origin said so no longer ago than negative entries live. */
  boolean holds(K key) {
    return holds(key, lifetime);
  }

  /** Whether it said so within {@code age}, at most as long as negative entries live. */
  boolean holds(K key, Duration age) {
    var when = said.getIfPresent(key);
    var oldest = age.compareTo(lifetime) < 0 ? age : lifetime;
    return when != null && clock.instant().isBefore(when.plus(oldest));
  }

  void remember(K key) {
    said.put(key, clock.instant());
  }

  void forget(K key) {
    said.invalidate(key);
  }
}
