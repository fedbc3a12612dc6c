package dev.weir.daemon;

import dev.weir.auth.ServerSecret;
import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.config.MemoryPlan;
import dev.weir.config.StorageSettings;
import dev.weir.io.AsyncCloseable;
import dev.weir.resolve.LedgerTables;
import dev.weir.storage.StoreFormatException;
import dev.weir.storage.StoreLockedException;
import dev.weir.storage.Table;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The two stores while they are being opened, beside the rest of the start. What stands in their
 * way and the operator can mend is a {@link StartException}.
 */
final class StoreOpening implements AsyncCloseable {
  static final Table CATALOG = new Table("catalog");

  private final CompletableFuture<RocksStores> opening;

  private StoreOpening(CompletableFuture<RocksStores> opening) {
    this.opening = opening;
  }

  /**
   * Begins.
   *
   * @param data the data folder, made if it is absent
   */
  static StoreOpening begin(
      Path data, MemoryPlan memory, StorageSettings storage, InstantSource clock, Executor thread) {
    return new StoreOpening(
        CompletableFuture.supplyAsync(() -> open(data, memory, storage, clock), thread));
  }

  private static RocksStores open(
      Path data, MemoryPlan memory, StorageSettings storage, InstantSource clock) {
    try {
      return RocksStores.open(
          data,
          new RocksSettings(
              memory.blockCache().bytes(),
              storage.minFree().bytes(),
              storage.readThreads(),
              storage.writeThreads(),
              storage.queue()),
          ledgerTables(),
          CacheTables.ALL,
          clock);
    } catch (StoreLockedException | StoreFormatException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<Table> ledgerTables() {
    var tables = new HashSet<>(LedgerTables.ALL);
    tables.add(CATALOG);
    tables.add(ServerSecret.TABLE);
    return Set.copyOf(tables);
  }

  /** The stores, when they are open. */
  CompletionStage<RocksStores> stage() {
    return opening;
  }

  /** Waits for them. */
  RocksStores await() {
    try {
      return Stages.await(opening);
    } catch (CompletionException e) {
      throw e.getCause() instanceof StartException told ? told : e;
    }
  }

  /** Made at the first start, so that whoever signs something finds it. */
  static ServerSecret secret(RocksStores stores) {
    try {
      return Stages.await(ServerSecret.open(stores.ledger().records(), new SecureRandom()));
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreFormatException format) {
        throw new StartException("ledger: " + format.getMessage(), e);
      }
      throw e;
    }
  }

  /** Whatever came of opening them. */
  @Override
  public CompletionStage<Void> closeAsync() {
    return opening
        .handle(
            (stores, failed) ->
                stores == null
                    ? CompletableFuture.<Void>completedFuture(null)
                    : stores.closeAsync())
        .thenCompose(closing -> closing);
  }
}
