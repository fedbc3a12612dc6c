package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetPage;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.Assets;
import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads stored tarballs anew, one at a time, to find those that the disk has spoiled. What came
 * from an origin is dropped then, as it is when a client's read finds it, and fetched again before
 * the next one is read; what was published here is named. Whoever wants tarballs meanwhile comes
 * first.
 */
public final class Verification {
  private static final Logger LOG = LoggerFactory.getLogger(Verification.class);

  /** Records in memory at a time; each version's has a manifest in it. */
  private static final int PAGE = 100;

  /** Blobs that are remembered as good, so that copies of a version are not read again. */
  private static final int MOST_REMEMBERED = 100_000;

  private final LocalVersions local;
  private final PublishedBlobs published;
  private final Assets assets;
  private final CpuPool cpu;
  private final Refetch refetch;
  private final CacheListener listener;

  public Verification(
      LocalVersions local,
      PublishedBlobs published,
      Assets assets,
      CpuPool cpu,
      Refetch refetch,
      CacheListener listener) {
    this.local = local;
    this.published = published;
    this.assets = assets;
    this.cpu = cpu;
    this.refetch = refetch;
    this.listener = listener;
  }

  /** A way to get a tarball again that was dropped. */
  @FunctionalInterface
  public interface Refetch {
    /**
     * Fetches it. Blocks.
     *
     * @return why it cannot be had; empty once it is stored
     * @throws CancellationException if the run is to end
     */
    Optional<String> fetch(AssetKey key, AssetRecord dropped, VerifyProgress progress);
  }

  /** Which tarballs are read. */
  public enum What {
    /** All of them. */
    ALL,
    /** Those that were published here. */
    PUBLISHED,
    /** Those of origins. */
    CACHED
  }

  /**
   * Runs to the end. Blocks: for a thread of its own.
   *
   * @throws CancellationException if {@code progress} was told to stop
   */
  public void run(What what, VerifyProgress progress) {
    new Run(what, progress).toTheEnd();
  }

  /** One run. */
  private final class Run {
    private final What what;
    private final VerifyProgress progress;
    private final PatientReads reads;
    private final Rereading rereading;
    private final Set<String> good = new HashSet<>();

    Run(What what, VerifyProgress progress) {
      this.what = what;
      this.progress = progress;
      this.reads = new PatientReads(progress);
      this.rereading = new Rereading(reads, cpu.laneFor(cpu.largeFrom()));
    }

    void toTheEnd() {
      each(
          (path, asset) -> progress.expect(asset.length()),
          entry -> progress.expect(entry.record().length()));
      progress.counted();
      each(
          (path, asset) -> {
            check(path, asset);
            progress.done(asset.length());
          },
          entry -> {
            check(entry);
            progress.done(entry.record().length());
          });
    }

    private void each(
        BiConsumer<VersionPath, PublishedAsset> ours, Consumer<AssetPage.Entry> others) {
      if (what != What.CACHED) {
        eachPublished(ours);
      }
      if (what != What.PUBLISHED) {
        eachCached(others);
      }
    }

    // What was published here.

    private void eachPublished(BiConsumer<VersionPath, PublishedAsset> look) {
      Optional<Key> from = Optional.empty();
      do {
        var start = from;
        var page =
            reads.await(() -> local.ledger().scan(LedgerTables.VERSIONS, Key.of(), start, PAGE));
        for (var entry : page.entries()) {
          reads.checkStopped();
          VersionRecord.FORMAT
              .decode(entry.record())
              .flatMap(VersionRecord::published)
              .ifPresent(asset -> look.accept(path(entry), asset));
        }
        from = page.next();
      } while (from.isPresent());
    }

    private static VersionPath path(RecordPage.Entry entry) {
      var parts = entry.key().parts();
      return new VersionPath(
          RepositoryId.of(parts.get(0), parts.get(1)), new PackageName(parts.get(2)), parts.get(3));
    }

    private void check(VersionPath path, PublishedAsset asset) {
      if (good.contains(asset.blob()) || !isThere(path, asset)) {
        return;
      }
      var outcome = rereading.of(asset.blob(), () -> published.bytes(asset));
      if (outcome instanceof Rereading.Outcome.Good) {
        if (good.size() < MOST_REMEMBERED) {
          good.add(asset.blob());
        }
      } else if (outcome instanceof Rereading.Outcome.Unread unread) {
        progress.unread();
        LOG.warn(
            "not verified: {}@{} in {}: {}",
            path.name(),
            path.version(),
            path.repository(),
            unread.why().toString());
      } else if (outcome instanceof Rereading.Outcome.Damaged damaged && isThere(path, asset)) {
        published.damaged(path, damaged.how());
        progress.damaged(
            new Damage.Published(path, asset.blob(), String.valueOf(damaged.how().getMessage())));
      }
    }

    /** It may have been unpublished since its record was read. */
    private boolean isThere(VersionPath path, PublishedAsset asset) {
      return reads
          .await(() -> local.find(path.repository(), path.name(), path.version()))
          .flatMap(VersionRecord::published)
          .filter(now -> now.blob().equals(asset.blob()))
          .isPresent();
    }

    // What came from origins.

    private void eachCached(Consumer<AssetPage.Entry> look) {
      Optional<Key> from = Optional.empty();
      do {
        var start = from;
        var page = reads.await(() -> assets.list(start, PAGE));
        for (var entry : page.entries()) {
          reads.checkStopped();
          look.accept(entry);
        }
        from = page.next();
      } while (from.isPresent());
    }

    private void check(AssetPage.Entry entry) {
      if (!isThere(entry)) {
        return;
      }
      var record = entry.record();
      var outcome = rereading.of(record.blob(), () -> assets.bytes(record));
      if (outcome instanceof Rereading.Outcome.Unread unread) {
        progress.unread();
        LOG.warn("not verified: {}: {}", entry.key(), unread.why().toString());
      } else if (outcome instanceof Rereading.Outcome.Damaged damaged && isThere(entry)) {
        replace(entry.key(), record, String.valueOf(damaged.how().getMessage()));
      }
    }

    /** Dropped first, so that nobody is sent a wrong byte meanwhile. */
    private void replace(AssetKey key, AssetRecord damaged, String problem) {
      LOG.warn(
          "corrupt tarball dropped, to be fetched again: {} blob={} {}",
          key,
          damaged.blob(),
          problem);
      listener.integrityFailed(CacheKind.TARBALL);
      reads.await(() -> assets.drop(key, damaged));
      var lost = refetch.fetch(key, damaged, progress);
      lost.ifPresent(why -> LOG.warn("corrupt tarball not fetched again: {}: {}", key, why));
      progress.damaged(new Damage.Cached(key, damaged.blob(), problem, lost));
    }

    /** It may have been evicted or purged since its record was read. */
    private boolean isThere(AssetPage.Entry entry) {
      return reads
          .await(() -> assets.record(entry.key()))
          .filter(now -> now.storedAt() == entry.record().storedAt())
          .isPresent();
    }
  }
}
