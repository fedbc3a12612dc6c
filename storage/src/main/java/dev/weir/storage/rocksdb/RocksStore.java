package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobStore;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StorageException;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** One of the two stores: an engine in a sub folder, with blobs and records on it. */
final class RocksStore implements Store {
  private final StoreKind kind;
  private final Shared shared;
  private final StoreCalls calls;
  private final RocksDoor door;
  private final Reclaimer reclaimer;
  private final RocksBlobStore blobs;
  private final RocksRecordStore records;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();

  /**
   * Opens the engine in {@code folder}, sweeps what a crash left, counts what is there.
   *
   * @param established whether the store has been created before
   */
  RocksStore(
      StoreKind kind, EngineFolder folder, boolean established, Set<Table> tables, Shared shared)
      throws IOException {
    this.kind = kind;
    this.shared = shared;
    this.calls = new StoreCalls(kind.toString(), shared.threads());
    var diskUse = new DiskUse(folder.path(), calls, shared.clock());
    this.reclaimer = new Reclaimer(calls, diskUse);
    var chunks = new ChunkTable(shared.allocator());
    var index = new BlobIndex(chunks);
    var sequence = new Sequence();
    EngineFolder.Arrival arrival =
        engine -> {
          sequence.resume(engine);
          index.recover(engine);
        };
    var engine = folder.open(established, arrival);
    this.door =
        new RocksDoor(
            kind.toString(), folder, engine, calls, shared.clock(), arrival, reclaimer::interrupt);
    var parts = new StoreParts(shared, calls, door, diskUse, sequence);
    this.blobs = new RocksBlobStore(parts, index, chunks, reclaimer);
    this.records = new RocksRecordStore(tables, parts);
    diskUse.look();
  }

  @Override
  public String name() {
    return kind.toString();
  }

  @Override
  public BlobStore blobs() {
    return blobs;
  }

  @Override
  public RecordStore records() {
    return records;
  }

  @Override
  public Optional<String> trouble() {
    return shared.room().trouble().or(door::trouble);
  }

  /** Empty while the engine is closed. */
  @Override
  public Map<String, Long> statistics() {
    var figures = new TreeMap<String, Long>();
    try {
      figures.putAll(door.read(Figures::of));
      figures.put("reopenings", door.reopenings());
    } catch (StorageException e) {
      return Map.of();
    }
    return figures;
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    if (closing.compareAndSet(false, true)) {
      reclaimer.interrupt();
      calls.close().thenRunAsync(this::closeNow, shared.threads().upkeep());
    }
    return closed.minimalCompletionStage();
  }

  private void closeNow() {
    try {
      blobs.freeWriters();
      door.close();
      closed.complete(null);
    } catch (RuntimeException e) {
      closed.completeExceptionally(e);
    }
  }
}
