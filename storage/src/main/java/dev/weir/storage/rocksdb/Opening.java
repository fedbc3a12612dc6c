package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageException;
import dev.weir.storage.Table;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The opening of a data folder, step by step; if one fails, those before it are undone.
 *
 * @param usableSpace how much of the disk is free, in bytes
 */
record Opening(
    Path folder,
    RocksSettings settings,
    Set<Table> ledgerTables,
    Set<Table> cacheTables,
    InstantSource clock,
    LongSupplier usableSpace) {

  RocksStores run() {
    var undo = new ArrayDeque<Runnable>();
    try {
      return run(undo);
    } catch (IOException e) {
      undo.forEach(Runnable::run);
      throw new StorageException(folder + " can't be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      undo.forEach(Runnable::run);
      throw e;
    }
  }

  private RocksStores run(ArrayDeque<Runnable> undo) throws IOException {
    Files.createDirectories(folder);
    var lock = FolderLock.take(folder);
    undo.push(lock::close);
    var format = new FolderFormat(folder);
    var established = format.check();
    RocksNatives.load();
    var threads = new StorageThreads(settings);
    undo.push(threads::shutdown);
    var memory = new SharedMemory(settings.blockCacheBytes());
    undo.push(memory::close);
    var room = new DiskRoom(folder, settings.minFree(), usableSpace, clock, threads.upkeep());
    var shared = new Shared(threads, room, PooledByteBufAllocator.DEFAULT, clock);
    var ledger = store(StoreKind.LEDGER, ledgerTables, established, memory, shared);
    undo.push(() -> close(ledger));
    var cache = store(StoreKind.CACHE, cacheTables, established, memory, shared);
    undo.push(() -> close(cache));
    if (!established) {
      format.write();
    }
    return new RocksStores(lock, threads, memory, ledger, cache);
  }

  private RocksStore store(
      StoreKind kind, Set<Table> tables, boolean established, SharedMemory memory, Shared shared)
      throws IOException {
    var sub = new EngineFolder(folder, kind, tables, memory, clock);
    return new RocksStore(kind, sub, established, tables, shared);
  }

  private static void close(RocksStore store) {
    store.closeAsync().toCompletableFuture().join();
  }
}
