package dev.weir.metrics;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import dev.weir.storage.BlobReader;
import dev.weir.storage.BlobStore;
import dev.weir.storage.BlobUsage;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StorageClosedException;
import dev.weir.storage.Store;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store that has figures and nothing else. */
final class FakeStore implements Store, BlobStore {
  private final String name;
  private boolean closed;
  BlobUsage usage = new BlobUsage(0, 0, 0);
  Optional<String> trouble = Optional.empty();
  Map<String, Long> statistics = Map.of();
  int asked;

  FakeStore(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public BlobStore blobs() {
    return this;
  }

  @Override
  public RecordStore records() {
    throw new AssertionError("a scrape reads figures, never content");
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  @Override
  public Map<String, Long> statistics() {
    if (closed) {
      throw new StorageClosedException(name);
    }
    asked++;
    return statistics;
  }

  @Override
  public BlobUsage usage() {
    return usage;
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    closed = true;
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<Optional<BlobReader>> open(BlobId id) {
    throw new AssertionError("a scrape reads figures, never content");
  }

  @Override
  public CompletionStage<BlobWriter> create(Set<DigestAlgorithm> digests) {
    throw new AssertionError("a scrape reads figures, never content");
  }

  @Override
  public CompletionStage<Boolean> delete(BlobId id) {
    throw new AssertionError("a scrape reads figures, never content");
  }

  @Override
  public CompletionStage<BlobPage> list(Optional<BlobId> after, int limit) {
    throw new AssertionError("a scrape reads figures, never content");
  }

  @Override
  public CompletionStage<Void> reclaim() {
    throw new AssertionError("a scrape reads figures, never content");
  }
}
