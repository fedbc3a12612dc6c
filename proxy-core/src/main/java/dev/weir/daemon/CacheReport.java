package dev.weir.daemon;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.HotCache;
import dev.weir.metrics.CacheFigures;
import dev.weir.storage.BlobUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The answer of {@code /weir/v1/cache}: what is kept, and how requests were answered. */
record CacheReport(Hot hot, Map<String, Map<String, Long>> requests, Storage storage) {
  /** Bodies in memory. */
  record Hot(long entries, long bytes, long maxBytes, long hits, long misses, long evictions) {
    static Hot of(HotCache hot) {
      return new Hot(
          hot.entries(), hot.bytes(), hot.limit(), hot.hits(), hot.misses(), hot.evictions());
    }
  }

  /**
   * On disk, sizes in bytes.
   *
   * @param documents empty if there are too many to count
   * @param tarballs likewise
   */
  record Storage(
      OptionalLong documents,
      OptionalLong tarballs,
      long blobs,
      long liveBytes,
      long diskBytes,
      long maxBytes) {
    static Storage of(
        OptionalLong documents, OptionalLong tarballs, BlobUsage usage, long maxBytes) {
      return new Storage(
          documents, tarballs, usage.blobs(), usage.liveBytes(), usage.diskBytes(), maxBytes);
    }
  }

  /** By kind and status, in the words of the metrics. */
  static Map<String, Map<String, Long>> requests(CacheFigures figures) {
    var byKind = new LinkedHashMap<String, Map<String, Long>>();
    for (var kind : CacheKind.values()) {
      var byStatus = new LinkedHashMap<String, Long>();
      for (var status : CacheStatus.values()) {
        byStatus.put(status.tag(), figures.requests(kind, status));
      }
      byKind.put(kind.tag(), byStatus);
    }
    return byKind;
  }
}
