package dev.weir.storage.memory;

import dev.weir.storage.BlobStore;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StorageClosedException;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Blobs and records on the heap: the reference for every other store, and a quick one for tests.
 *
 * <p>Thread-safe. Every stage is complete when it is returned, so that a test needs no waiting.
 * Buffers given out are pooled copies, so that a test which forgets one fails.
 */
public final class MemoryStore implements Store {
  private final String name;
  private final MemoryBlobStore blobs = new MemoryBlobStore(this);
  private final MemoryRecordStore records;
  private volatile boolean closed;

  public MemoryStore(String name, Table... tables) {
    this.name = name;
    this.records = new MemoryRecordStore(this, tables);
  }

  @Override
  public String name() {
    return name;
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
    return Optional.empty();
  }

  @Override
  public Map<String, Long> statistics() {
    return Map.of();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    closed = true;
    return CompletableFuture.completedStage(null);
  }

  /** Runs {@code call} at once, and turns what it throws into a failed stage. */
  <T> CompletionStage<T> answer(Supplier<T> call) {
    if (closed) {
      return CompletableFuture.failedStage(new StorageClosedException(name + " is closed"));
    }
    try {
      return CompletableFuture.completedStage(call.get());
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
