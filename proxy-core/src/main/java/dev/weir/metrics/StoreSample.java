package dev.weir.metrics;

import dev.weir.storage.BlobUsage;
import dev.weir.storage.StorageException;
import dev.weir.storage.Store;
import java.util.Map;

/**
 * A store's figures as they were at the beginning of a scrape: the engine is asked once, not once
 * for each of its gauges. While the store is closed, the last figures stay.
 */
final class StoreSample {
  private final Store store;
  private volatile Sample last = new Sample(new BlobUsage(0, 0, 0), Map.of(), false);

  private record Sample(BlobUsage usage, Map<String, Long> statistics, boolean refusing) {}

  /** Registers the gauges of {@code store}; the statistics are those that it names by now. */
  StoreSample(Store store, Registrar registrar) {
    this.store = store;
    refresh();
    var name = store.name();
    registrar.gauge(Metric.STORAGE_LIVE_BYTES, () -> last.usage.liveBytes(), name);
    registrar.gauge(Metric.STORAGE_BLOBS, () -> last.usage.blobs(), name);
    registrar.gauge(Metric.STORAGE_DISK_BYTES, () -> last.usage.diskBytes(), name);
    registrar.gauge(Metric.STORAGE_REFUSING, () -> last.refusing ? 1 : 0, name);
    for (var statistic : last.statistics.keySet()) {
      registrar.gauge(Metric.STORAGE_STATISTIC, () -> value(statistic), name, statistic);
    }
  }

  void refresh() {
    try {
      last =
          new Sample(
              store.blobs().usage(), Map.copyOf(store.statistics()), store.trouble().isPresent());
    } catch (StorageException closing) {
      // Only its figures are lost; who uses the store is told why it cannot.
    }
  }

  private long value(String statistic) {
    return last.statistics.getOrDefault(statistic, 0L);
  }
}
