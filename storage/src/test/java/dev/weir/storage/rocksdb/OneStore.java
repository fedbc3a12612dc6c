package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;

import dev.weir.storage.Store;
import dev.weir.storage.Table;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Opens one store without its sibling, which halves the time, and closes it after the test. */
final class OneStore implements AfterEachCallback {
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private StorageThreads threads = new StorageThreads(OpenStores.SMALL);

  Store open(StoreKind kind, Path folder, Table... tables) throws IOException {
    return open(kind, folder, OpenStores.SMALL, Set.of(tables));
  }

  Store open(StoreKind kind, Path folder, RocksSettings settings, Set<Table> tables)
      throws IOException {
    RocksNatives.load();
    var clock = InstantSource.system();
    threads = new StorageThreads(settings);
    undo.push(threads::shutdown);
    var memory = new SharedMemory(settings.blockCacheBytes());
    undo.push(memory::close);
    var room = new DiskRoom(folder, 0, () -> Long.MAX_VALUE, clock, threads.upkeep());
    var shared = new Shared(threads, room, PooledByteBufAllocator.DEFAULT, clock);
    var sub = new EngineFolder(folder, kind, tables, memory, clock);
    Files.createDirectories(folder);
    var store = new RocksStore(kind, sub, false, tables, shared);
    undo.push(() -> await(store.closeAsync()));
    return store;
  }

  /** The threads of the store opened last. */
  StorageThreads threads() {
    return threads;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    undo.forEach(Runnable::run);
  }
}
