package dev.weir.storage.memory;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import dev.weir.storage.BlobReader;
import dev.weir.storage.BlobStore;
import dev.weir.storage.BlobUsage;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.DigestAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;

/** Blobs as arrays in one sorted map; whoever has one open has the array, deleted or not. */
final class MemoryBlobStore implements BlobStore {
  private final MemoryStore store;
  private final NavigableMap<BlobId, Blob> blobs =
      new ConcurrentSkipListMap<>(Comparator.comparing(BlobId::hex));

  MemoryBlobStore(MemoryStore store) {
    this.store = store;
  }

  @Override
  public CompletionStage<Optional<BlobReader>> open(BlobId id) {
    return store.answer(() -> Optional.ofNullable(blobs.get(id)).map(blob -> reader(id, blob)));
  }

  @Override
  public CompletionStage<BlobWriter> create(Set<DigestAlgorithm> digests) {
    return store.answer(() -> new MemoryBlobWriter(store, this));
  }

  @Override
  public CompletionStage<Boolean> delete(BlobId id) {
    return store.answer(() -> blobs.remove(id) != null);
  }

  @Override
  public CompletionStage<BlobPage> list(Optional<BlobId> after, int limit) {
    return store.answer(() -> page(after, limit));
  }

  @Override
  public BlobUsage usage() {
    var all = blobs.values();
    return new BlobUsage(all.size(), all.stream().mapToLong(b -> b.content.length).sum(), 0);
  }

  @Override
  public CompletionStage<Void> reclaim() {
    return store.answer(() -> null);
  }

  /** Keeps the content, which is not changed any more; an older blob of the same id stays. */
  void keep(BlobId id, byte[] content) {
    blobs.putIfAbsent(id, new Blob(content, Instant.now()));
  }

  private BlobReader reader(BlobId id, Blob blob) {
    return new MemoryBlobReader(store, id, blob.content);
  }

  private BlobPage page(Optional<BlobId> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: %d (expected: >= 1)".formatted(limit));
    }
    var rest = after.map(id -> blobs.tailMap(id, false)).orElse(blobs);
    var entries = new ArrayList<BlobPage.Entry>();
    for (var blob : rest.entrySet()) {
      if (entries.size() == limit) {
        return new BlobPage(entries, true);
      }
      entries.add(blob.getValue().entry(blob.getKey()));
    }
    return new BlobPage(entries, false);
  }

  private record Blob(
      @SuppressWarnings("ArrayRecordComponent") byte[] content,
      Instant committedAt) { // never compared
    BlobPage.Entry entry(BlobId id) {
      return new BlobPage.Entry(id, content.length, committedAt);
    }
  }
}
