package dev.weir.resolve;

import dev.weir.cache.BlobNames;
import dev.weir.cache.CacheListener;
import dev.weir.cache.Stages;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes published tarballs that no version names any more: of versions that were deleted or
 * disposed of, and what a crash left between a blob's commit and its version. A blob that any
 * repository's version names stays. Blocks; for the upkeep thread.
 */
public final class PublishedSweep {
  private static final Logger LOG = LoggerFactory.getLogger(PublishedSweep.class);
  private static final int PAGE = 1000;

  private final Store ledger;
  private final LocalVersions local;
  private final PublishedBlobs published;
  private final Duration grace;
  private final CacheListener listener;
  private final InstantSource clock;

  /**
   * @param grace for how long a blob is left alone after its commit
   */
  public PublishedSweep(
      Store ledger,
      LocalVersions local,
      PublishedBlobs published,
      Duration grace,
      CacheListener listener,
      InstantSource clock) {
    this.ledger = ledger;
    this.local = local;
    this.published = published;
    this.grace = grace;
    this.listener = listener;
    this.clock = clock;
  }

  /** One pass over all blobs, and over the manifests; answers how many blobs it deleted. */
  public int sweep() {
    int swept = sweepBlobs();
    new ManifestSweep(local).sweep();
    return swept;
  }

  private int sweepBlobs() {
    local.named().begin();
    try {
      int swept = sweep(clock.instant().minus(grace), named());
      if (swept > 0) {
        Stages.await(ledger.blobs().reclaim());
        listener.swept(swept);
        LOG.info("swept published tarballs that no version names: count={}", swept);
      }
      return swept;
    } finally {
      local.named().end();
    }
  }

  private BlobNames named() {
    var named = new BlobNames();
    scan(
        LedgerTables.VERSIONS,
        entry -> version(entry).published().ifPresent(asset -> named.add(asset.blob())));
    scan(
        LedgerTables.INTENTS,
        entry ->
            Intents.writes(entry.record()).forEach(write -> write.blob().ifPresent(named::add)));
    return named;
  }

  /** What cannot be read may name any blob: then none is swept. */
  private static VersionRecord version(RecordPage.Entry entry) {
    return VersionRecord.FORMAT
        .decode(entry.record())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "ledger: version %s cannot be read (expected: one of this or an older form)"
                        .formatted(entry.key())));
  }

  private void scan(Table table, Consumer<RecordPage.Entry> look) {
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(ledger.records().scan(table, Key.of(), from, PAGE));
      page.entries().forEach(look);
      from = page.next();
    } while (from.isPresent());
  }

  private int sweep(Instant before, BlobNames named) {
    int swept = 0;
    Optional<BlobId> after = Optional.empty();
    boolean more = true;
    while (more) {
      BlobPage page = Stages.await(ledger.blobs().list(after, PAGE));
      for (var entry : page.entries()) {
        boolean old = entry.committedAt().isBefore(before);
        if (old && !named.contains(entry.id().hex()) && delete(entry.id())) {
          swept++;
        }
        after = Optional.of(entry.id());
      }
      more = page.more();
    }
    return swept;
  }

  private boolean delete(BlobId id) {
    return Stages.await(published.deleteUnlessNamed(id, local.named()));
  }
}
