package dev.weir.storage.rocksdb;

import dev.weir.io.AsyncCloseable;
import dev.weir.storage.StorageException;
import dev.weir.storage.Store;
import dev.weir.storage.StoreFormatException;
import dev.weir.storage.StoreLockedException;
import dev.weir.storage.Table;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The two stores of a data folder, {@code docs/storage-format.md}.
 *
 * <p>The <em>ledger</em> is synced: what it acknowledged survives a power cut, and if it does not
 * open, neither does this. The <em>cache</em> survives {@code kill -9} whole and may lose the last
 * moments on a power cut; if it does not open it is moved aside, with a warning, and begun anew.
 * Both share memory, threads, and the reserve of free disk.
 */
public final class RocksStores implements AsyncCloseable {
  private final FolderLock lock;
  private final StorageThreads threads;
  private final SharedMemory memory;
  private final Store ledger;
  private final Store cache;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  RocksStores(
      FolderLock lock, StorageThreads threads, SharedMemory memory, Store ledger, Store cache) {
    this.lock = lock;
    this.threads = threads;
    this.memory = memory;
    this.ledger = ledger;
    this.cache = cache;
  }

  /** {@link #open(Path, RocksSettings, Set, Set, InstantSource)} by the system's clock. */
  public static RocksStores open(
      Path folder, RocksSettings settings, Set<Table> ledgerTables, Set<Table> cacheTables) {
    return open(folder, settings, ledgerTables, cacheTables, InstantSource.system());
  }

  /**
   * Opens the stores in {@code folder}, which is made if it is absent. Blocks. The native library
   * is loaded as {@link RocksNatives} says.
   *
   * @param clock for when blobs were committed, and how often the disk is looked at
   * @throws StoreLockedException at once, if this or another process has the folder open
   * @throws StoreFormatException if another format is found
   * @throws StorageException if the ledger does not open, or the folder can't be used
   */
  public static RocksStores open(
      Path folder,
      RocksSettings settings,
      Set<Table> ledgerTables,
      Set<Table> cacheTables,
      InstantSource clock) {
    var usableSpace = folder.toFile();
    return new Opening(
            folder, settings, ledgerTables, cacheTables, clock, usableSpace::getUsableSpace)
        .run();
  }

  public Store ledger() {
    return ledger;
  }

  public Store cache() {
    return cache;
  }

  /** The threads that both stores share, reads and writes apart. */
  public List<StoragePool> pools() {
    return List.of(threads.reads().figures(), threads.writes().figures());
  }

  /** Closes both stores, then frees memory, threads and the folder. */
  @Override
  public CompletionStage<Void> closeAsync() {
    if (closing.compareAndSet(false, true)) {
      var ledgerClosed = ledger.closeAsync();
      var cacheClosed = cache.closeAsync();
      CompletableFuture.allOf(ledgerClosed.toCompletableFuture(), cacheClosed.toCompletableFuture())
          .whenComplete((done, failure) -> free(failure));
    }
    return closed.minimalCompletionStage();
  }

  private void free(@Nullable Throwable failure) {
    memory.close();
    threads.shutdown();
    lock.close();
    if (failure == null) {
      closed.complete(null);
    } else {
      closed.completeExceptionally(failure);
    }
  }
}
