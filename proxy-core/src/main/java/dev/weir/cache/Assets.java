package dev.weir.cache;

import dev.weir.model.Integrity;
import dev.weir.storage.BlobReader;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Store;
import dev.weir.storage.Versioned;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The stored tarballs by their names, and when each was last served. */
public final class Assets {
  /** How exactly the last use is known; closer would cost a write for each request. */
  private static final Duration TOUCH_AFTER = Duration.ofMinutes(1);

  private static final int ATTEMPTS = 3;

  private final Store store;
  private final InstantSource clock;

  public Assets(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** The record of a tarball that is here and is what {@code wanted} asks. */
  public CompletionStage<Optional<AssetRecord>> find(AssetKey key, Optional<Integrity> wanted) {
    return store
        .records()
        .get(CacheTables.ASSETS, key.record())
        .thenApply(
            found -> found.flatMap(AssetRecord.FORMAT::decode).filter(r -> r.fulfils(wanted)))
        .thenCompose(this::ifBlobIsHere);
  }

  /** The record of a tarball, whether or not its bytes are still here. */
  public CompletionStage<Optional<AssetRecord>> record(AssetKey key) {
    return store
        .records()
        .get(CacheTables.ASSETS, key.record())
        .thenApply(found -> found.flatMap(AssetRecord.FORMAT::decode));
  }

  /**
   * Opens a stored tarball that is what {@code wanted} asks; empty if there is none. The receiver
   * closes the reader.
   */
  public CompletionStage<Optional<StoredTarball>> open(AssetKey key, Optional<Integrity> wanted) {
    return store
        .records()
        .get(CacheTables.ASSETS, key.record())
        .thenCompose(found -> open(key, wanted, found));
  }

  /** A part of all records, whether or not their bytes are still here; in the order of keys. */
  public CompletionStage<AssetPage> list(Optional<Key> from, int limit) {
    return store.records().scan(CacheTables.ASSETS, Key.of(), from, limit).thenApply(Assets::page);
  }

  private static AssetPage page(RecordPage page) {
    var entries = new ArrayList<AssetPage.Entry>();
    for (var entry : page.entries()) {
      AssetRecord.FORMAT
          .decode(entry.record())
          .ifPresent(record -> entries.add(new AssetPage.Entry(AssetKey.of(entry.key()), record)));
    }
    return new AssetPage(entries, page.next());
  }

  /** Opens the bytes of a record, which the receiver closes; empty if they are not here. */
  public CompletionStage<Optional<BlobReader>> bytes(AssetRecord record) {
    return store.blobs().open(record.blobId());
  }

  CompletionStage<Void> put(AssetKey key, AssetRecord record) {
    return store
        .records()
        .put(CacheTables.ASSETS, key.record(), AssetRecord.FORMAT.encode(record), Expected.ANYTHING)
        .thenApply(version -> null);
  }

  /**
   * Writes down the hashes of a tarball, so that it need not be read for them again. One that has
   * been replaced or dropped meanwhile is left alone.
   */
  public CompletionStage<Void> remember(AssetKey key, HashedContent content) {
    return remember(key, content, ATTEMPTS);
  }

  private CompletionStage<Void> remember(AssetKey key, HashedContent content, int attempts) {
    return store
        .records()
        .get(CacheTables.ASSETS, key.record())
        .thenCompose(found -> remember(key, content, found, attempts));
  }

  /** Another use may be written down at the same time. */
  private CompletionStage<Void> remember(
      AssetKey key, HashedContent content, Optional<Versioned> found, int attempts) {
    var record =
        found
            .flatMap(AssetRecord.FORMAT::decode)
            .filter(now -> now.blob().equals(content.sha512()));
    if (record.isEmpty() || attempts == 0) {
      return CompletableFuture.completedFuture(null);
    }
    return store
        .records()
        .put(
            CacheTables.ASSETS,
            key.record(),
            AssetRecord.FORMAT.encode(record.get().hashed(content.others())),
            Expected.same(found.orElseThrow().version()))
        .thenCompose(
            put ->
                put.isPresent()
                    ? CompletableFuture.completedFuture(null)
                    : remember(key, content, attempts - 1));
  }

  /**
   * Drops a tarball whose bytes are corrupt, so that the next request fetches it again; one that
   * has been fetched again meanwhile stays.
   */
  public CompletionStage<Void> drop(AssetKey key, AssetRecord corrupt) {
    return store
        .records()
        .get(CacheTables.ASSETS, key.record())
        .thenCompose(found -> dropIfSame(key, corrupt, found));
  }

  private CompletionStage<Void> dropIfSame(
      AssetKey key, AssetRecord corrupt, Optional<Versioned> found) {
    boolean same =
        found
            .flatMap(AssetRecord.FORMAT::decode)
            .filter(now -> now.storedAt() == corrupt.storedAt())
            .isPresent();
    if (!same) {
      return CompletableFuture.completedFuture(null);
    }
    return store
        .records()
        .delete(CacheTables.ASSETS, key.record(), Expected.same(found.orElseThrow().version()))
        .thenCompose(
            deleted ->
                deleted
                    ? store.blobs().delete(corrupt.blobId())
                    : CompletableFuture.completedFuture(false))
        .thenApply(deleted -> null);
  }

  private CompletionStage<Optional<StoredTarball>> open(
      AssetKey key, Optional<Integrity> wanted, Optional<Versioned> found) {
    var record = found.flatMap(AssetRecord.FORMAT::decode).filter(r -> r.fulfils(wanted));
    if (record.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    touch(key, found.orElseThrow(), record.get());
    return store
        .blobs()
        .open(record.get().blobId())
        .thenApply(reader -> reader.map(r -> new StoredTarball(record.get(), r)));
  }

  private CompletionStage<Optional<AssetRecord>> ifBlobIsHere(Optional<AssetRecord> record) {
    if (record.isEmpty()) {
      return CompletableFuture.completedFuture(record);
    }
    return store
        .blobs()
        .open(record.get().blobId())
        .thenApply(
            reader -> {
              reader.ifPresent(BlobReader::close);
              return reader.isPresent() ? record : Optional.empty();
            });
  }

  /** Not waited for: a use that is not written down makes the tarball look older, no more. */
  private void touch(AssetKey key, Versioned found, AssetRecord record) {
    long now = clock.millis();
    if (now - record.usedAt() > TOUCH_AFTER.toMillis()) {
      store
          .records()
          .put(
              CacheTables.ASSETS,
              key.record(),
              AssetRecord.FORMAT.encode(record.used(now)),
              Expected.same(found.version()));
    }
  }
}
