package dev.weir.storage.rocksdb;

/**
 * How much the two stores of a data folder may take.
 *
 * @param blockCacheBytes memory for block cache and write buffers of both stores together, in bytes
 * @param minFree writes stop while the disk has less room than this, in bytes
 * @param readThreads threads that read
 * @param writeThreads threads that hash and write
 * @param queue calls that may wait for a thread, reads and writes apart; one more is refused
 */
public record RocksSettings(
    long blockCacheBytes, long minFree, int readThreads, int writeThreads, int queue) {
  private static final long MIB = 1024 * 1024;

  /** 128 MiB of memory, 1 GiB left free, four threads each, 16384 waiting calls. */
  public static final RocksSettings DEFAULT =
      new RocksSettings(128 * MIB, 1024 * MIB, 4, 4, 16_384);

  public RocksSettings {
    check("blockCacheBytes", blockCacheBytes, 8 * MIB);
    check("minFree", minFree, 0);
    check("readThreads", readThreads, 1);
    check("writeThreads", writeThreads, 1);
    check("queue", queue, 1);
  }

  private static void check(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException("%s: %d (expected: >= %d)".formatted(name, value, least));
    }
  }
}
