package dev.weir.daemon;

import dev.weir.metrics.CacheFigures;
import dev.weir.storage.BlobUsage;
import java.util.List;
import java.util.Optional;

/** The answer of {@code /weir/v1/status}; {@code docs/extension-api.md} shows it. */
record StatusReport(
    String product,
    String version,
    String startedAt,
    long uptimeSeconds,
    String account,
    String region,
    String authMode,
    boolean offline,
    Health health,
    Cache cache,
    Storage storage,
    Catalog catalog,
    List<ConnectionReport> connections) {
  /**
   * How requests were answered since the start.
   *
   * @param hits without fetching a body from an origin
   * @param hitRatio empty before the first request
   */
  record Cache(
      long hits,
      long misses,
      Optional<Double> hitRatio,
      long coalesced,
      long bytesSaved,
      long bytesFetched,
      long integrityFailures) {
    static Cache of(CacheFigures figures, long bytesFetched) {
      long hits = 0;
      long misses = 0;
      for (var byStatus : figures.requests().values()) {
        for (var one : byStatus.entrySet()) {
          switch (one.getKey()) {
            case HIT, STALE, UPDATING, REVALIDATED, NEGATIVE -> hits += one.getValue();
            case MISS, EXPIRED, BYPASS -> misses += one.getValue();
          }
        }
      }
      return new Cache(
          hits,
          misses,
          ratio(hits, hits + misses),
          figures.coalesced(),
          figures.bytesSaved(),
          bytesFetched,
          figures.integrityFailures());
    }

    private static Optional<Double> ratio(long part, long all) {
      return all == 0 ? Optional.empty() : Optional.of(Math.round(1000.0 * part / all) / 1000.0);
    }
  }

  /** Both stores. */
  record Storage(Ledger ledger, CacheStore cache) {}

  /** Sizes in bytes. */
  record Ledger(long liveBytes, long diskBytes, long blobs) {
    static Ledger of(BlobUsage usage) {
      return new Ledger(usage.liveBytes(), usage.diskBytes(), usage.blobs());
    }
  }

  /** Sizes in bytes; {@code maxBytes} is the quota. */
  record CacheStore(long liveBytes, long diskBytes, long blobs, long maxBytes) {
    static CacheStore of(BlobUsage usage, long maxBytes) {
      return new CacheStore(usage.liveBytes(), usage.diskBytes(), usage.blobs(), maxBytes);
    }
  }

  /** How much there is. */
  record Catalog(long domains, long repositories) {}
}
