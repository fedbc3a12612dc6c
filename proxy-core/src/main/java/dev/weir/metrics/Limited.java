package dev.weir.metrics;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Meters by a key whose values come and go, such as repositories: the first so many keys get meters
 * of their own, all later ones share those of {@code other}. A known key costs one lookup.
 */
final class Limited<K, M> {
  static final String OTHER = "other";

  private final int max;
  private final Function<String, M> make;
  private final M other;
  private final ConcurrentHashMap<K, M> known = new ConcurrentHashMap<>();

  /** Spares the lock once nothing can be added; the lock is {@code known}. */
  private volatile boolean full;

  /**
   * @param make makes the meters for a tag value
   */
  Limited(int max, Function<String, M> make) {
    this.max = max;
    this.make = make;
    this.other = make.apply(OTHER);
  }

  M of(K key) {
    var meters = known.get(key);
    if (meters != null) {
      return meters;
    }
    return full ? other : add(key);
  }

  /** The meters of all keys. */
  Stream<M> all() {
    return Stream.concat(Stream.of(other), known.values().stream());
  }

  private M add(K key) {
    synchronized (known) {
      if (known.size() == max) {
        full = true;
        return other;
      }
      return known.computeIfAbsent(key, added -> make.apply(added.toString()));
    }
  }
}
