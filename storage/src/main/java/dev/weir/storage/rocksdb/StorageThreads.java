package dev.weir.storage.rocksdb;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The threads that both stores share: reads and writes apart, so that neither starves the other.
 */
final class StorageThreads {
  private final BoundedPool reads;
  private final BoundedPool writes;
  // Unbounded, but each store has at most one reclaim, reopening, disk look and closing at a time,
  // and both together one look at the room on the disk.
  private final ExecutorService upkeep =
      Executors.newCachedThreadPool(new NamedThreads("weir-storage-upkeep"));

  StorageThreads(RocksSettings settings) {
    reads = new BoundedPool("weir-storage-read", settings.readThreads(), settings.queue());
    writes = new BoundedPool("weir-storage-write", settings.writeThreads(), settings.queue());
  }

  BoundedPool reads() {
    return reads;
  }

  BoundedPool writes() {
    return writes;
  }

  Executor upkeep() {
    return upkeep;
  }

  void shutdown() {
    reads.shutdown();
    writes.shutdown();
    upkeep.shutdown();
  }
}
