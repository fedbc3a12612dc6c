package dev.weir.metrics;

import java.util.function.LongSupplier;

/**
 * Where the hot cache's figures are read at each scrape, on any thread.
 *
 * @param bytes held now
 * @param entries held now
 * @param pinnedBytes evicted and still being written
 * @param hits since the start
 * @param misses since the start
 * @param evictions since the start
 */
public record HotFigures(
    LongSupplier bytes,
    LongSupplier entries,
    LongSupplier pinnedBytes,
    LongSupplier hits,
    LongSupplier misses,
    LongSupplier evictions) {
  static final HotFigures NONE =
      new HotFigures(() -> 0, () -> 0, () -> 0, () -> 0, () -> 0, () -> 0);
}
