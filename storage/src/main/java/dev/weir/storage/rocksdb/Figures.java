package dev.weir.storage.rocksdb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.rocksdb.RocksDBException;

/**
 * The engine's figures: our names for RocksDB's properties and tickers, none of which needs I/O.
 */
final class Figures {
  /** Of all column families together. */
  private static final Map<String, String> SUMS =
      Map.of(
          "memtable-bytes", "rocksdb.cur-size-all-mem-tables",
          "sst-bytes", "rocksdb.live-sst-files-size",
          "pending-compaction-bytes", "rocksdb.estimate-pending-compaction-bytes");

  /** Of the chunks, where all blob files are. */
  private static final Map<String, String> CHUNKS =
      Map.of(
          "live-blob-file-bytes", "rocksdb.live-blob-file-size",
          "total-blob-file-bytes", "rocksdb.total-blob-file-size",
          "blob-garbage-bytes", "rocksdb.live-blob-file-garbage-size",
          "blob-files", "rocksdb.num-blob-files");

  /** Of the database; the block cache is the one that both stores share. */
  private static final Map<String, String> DATABASE =
      Map.of(
          "block-cache-bytes", "rocksdb.block-cache-usage",
          "running-compactions", "rocksdb.num-running-compactions",
          "running-flushes", "rocksdb.num-running-flushes",
          "background-errors", "rocksdb.background-errors");

  private Figures() {}

  static Map<String, Long> of(RocksEngine engine) throws RocksDBException {
    var figures = new LinkedHashMap<String, Long>();
    for (var sum : SUMS.entrySet()) {
      figures.put(sum.getKey(), engine.db().getAggregatedLongProperty(sum.getValue()));
    }
    for (var one : CHUNKS.entrySet()) {
      var chunks = engine.family(Families.CHUNKS);
      figures.put(one.getKey(), engine.db().getLongProperty(chunks, one.getValue()));
    }
    for (var one : DATABASE.entrySet()) {
      figures.put(one.getKey(), engine.db().getLongProperty(one.getValue()));
    }
    figures.put("log-syncs", engine.syncs());
    return figures;
  }
}
