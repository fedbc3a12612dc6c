package dev.weir.storage.rocksdb;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options for our use of it, and why. */
final class EngineOptions {
  /**
   * The share of the oldest blob files out of which an ordinary compaction moves what lives: none.
   * It would move it whether there is garbage or not, which was a quarter of the processor's time
   * while a cache filled. Only {@link Reclaimer} moves blobs, when there is something to gain.
   */
  static final double AGE_CUTOFF = 0;

  /** How much garbage the oldest blob files may hold before a compaction is made for them. */
  private static final double FORCE_THRESHOLD = 0.4;

  private static final long MIB = 1024 * 1024;

  private final NativeHandles handles;
  private final SharedMemory memory;

  /** Everything made here is owned by {@code handles}. */
  EngineOptions(NativeHandles handles, SharedMemory memory) {
    this.handles = handles;
    this.memory = memory;
  }

  DBOptions database(boolean create) {
    return handles
        .own(new DBOptions())
        .setCreateIfMissing(create)
        .setCreateMissingColumnFamilies(true)
        .setWriteBufferManager(memory.writeBuffers())
        // A crash may tear the last, unacknowledged writes; everything before them counts.
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        // Chunks pass through the log; quiet families must not keep it from being dropped.
        .setMaxTotalWalSize(4 * chunkBuffer())
        .setMaxBackgroundJobs(4)
        .setMaxOpenFiles(512)
        .setBytesPerSync(MIB)
        // Small, since they count as disk use and diagnostics of a healthy store interest nobody.
        .setManifestPreallocationSize(64 * 1024)
        .setMaxManifestFileSize(16 * MIB)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setMaxLogFileSize(MIB)
        .setKeepLogFileNum(3)
        .setStatsDumpPeriodSec(0)
        .setStatsPersistPeriodSec(0);
  }

  ColumnFamilyOptions family(String name) {
    return name.equals(Families.CHUNKS) ? chunks() : small();
  }

  private ColumnFamilyOptions small() {
    return handles
        .own(new ColumnFamilyOptions())
        .setWriteBufferSize(Math.min(4 * MIB, chunkBuffer()))
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(table());
  }

  /**
   * Values go to blob files, so that compaction moves keys only. Nothing is compressed: tarballs
   * and documents are already. Tables are small, so that a compaction touches few blobs: one entry
   * of about 30 bytes stands for 256 KiB.
   */
  private ColumnFamilyOptions chunks() {
    return handles
        .own(new ColumnFamilyOptions())
        .setWriteBufferSize(chunkBuffer())
        .setTargetFileSizeBase(256 * 1024)
        .setCompressionType(CompressionType.NO_COMPRESSION)
        .setEnableBlobFiles(true)
        .setMinBlobSize(1024)
        .setBlobFileSize(64 * MIB)
        .setBlobCompressionType(CompressionType.NO_COMPRESSION)
        .setEnableBlobGarbageCollection(true)
        .setBlobGarbageCollectionAgeCutoff(AGE_CUTOFF)
        .setBlobGarbageCollectionForceThreshold(FORCE_THRESHOLD)
        .setTableFormatConfig(table());
  }

  /** Index and filter blocks live in the cache, so that the cache's size bounds all memory. */
  private BlockBasedTableConfig table() {
    return new BlockBasedTableConfig()
        .setBlockCache(memory.cache())
        .setFilterPolicy(handles.own(new BloomFilter(10)))
        .setBlockSize(16 * 1024)
        .setCacheIndexAndFilterBlocks(true)
        .setPinL0FilterAndIndexBlocksInCache(true);
  }

  private long chunkBuffer() {
    return Math.max(MIB, Math.min(16 * MIB, memory.bytes() / 8));
  }
}
