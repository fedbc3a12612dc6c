package dev.weir.cache;

import dev.weir.config.StorageSettings;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.storage.Versioned;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes blobs that no record names: what a crash left between a blob's commit and its record's,
 * and replaced documents whose deletion a shutdown forgot. Younger ones than the grace period may
 * be about to be named. Blocks; for the upkeep thread.
 */
public final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int PAGE = 1000;

  private final Store store;
  private final StorageSettings settings;
  private final CacheListener listener;
  private final InstantSource clock;

  public Sweeper(
      Store store, StorageSettings settings, CacheListener listener, InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
  }

  /** One pass over all blobs. */
  public void sweep() {
    var before = clock.instant().minus(settings.sweepGrace());
    var named = new BlobNames();
    collect(
        CacheTables.DOCUMENTS,
        r -> DocumentRecord.FORMAT.decode(r).map(DocumentRecord::blob),
        named);
    collect(CacheTables.ASSETS, r -> AssetRecord.FORMAT.decode(r).map(AssetRecord::blob), named);
    int swept = 0;
    Optional<BlobId> after = Optional.empty();
    boolean more = true;
    while (more) {
      BlobPage page = Stages.await(store.blobs().list(after, PAGE));
      for (var entry : page.entries()) {
        swept += unnamed(entry, named, before) && delete(entry.id()) ? 1 : 0;
        after = Optional.of(entry.id());
      }
      more = page.more();
    }
    if (swept > 0) {
      listener.swept(swept);
      LOG.info("swept blobs without a record: count={}", swept);
    }
  }

  private boolean delete(BlobId id) {
    return Stages.await(store.blobs().delete(id));
  }

  private static boolean unnamed(BlobPage.Entry entry, BlobNames named, Instant before) {
    return entry.committedAt().isBefore(before) && !named.contains(entry.id().hex());
  }

  private void collect(Table table, Function<Versioned, Optional<String>> blob, BlobNames named) {
    Optional<Key> from = Optional.empty();
    do {
      RecordPage page = Stages.await(store.records().scan(table, Key.of(), from, PAGE));
      for (var entry : page.entries()) {
        blob.apply(entry.record()).filter(hex -> !hex.isEmpty()).ifPresent(hex -> named.add(hex));
      }
      from = page.next();
    } while (from.isPresent());
  }
}
