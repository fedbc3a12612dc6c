package dev.weir.cache;

import dev.weir.config.StorageSettings;
import dev.weir.storage.BlobUsage;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Store;
import dev.weir.storage.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cache store within {@code storage.max-size}: the least recently used tarballs go.
 *
 * <p>There is no list of all tarballs in memory: each round scans their records, keeps the oldest
 * in a heap of bounded size, and deletes those by compare-and-set, so that one that was just used
 * stays. Blocks; for the upkeep thread.
 */
public final class Quota {
  private static final Logger LOG = LoggerFactory.getLogger(Quota.class);

  /** Below the limit by this much when a round ends, so that rounds are not all there is. */
  private static final double LOW_WATER = 0.9;

  /** So much beyond what lives the disk may hold: logs, and blobs not yet worth a reclaim. */
  private static final long SLACK = 512L << 20;

  private static final int PAGE = 1000;
  private static final int CANDIDATES = 4096;

  private final Store store;
  private final StorageSettings settings;
  private final Offered offered;
  private final CacheListener listener;
  private final AtomicBoolean reclaimNext = new AtomicBoolean();

  public Quota(Store store, StorageSettings settings, Offered offered, CacheListener listener) {
    this.store = store;
    this.settings = settings;
    this.offered = offered;
    this.listener = listener;
  }

  private record Candidate(Key key, Version version, AssetRecord record) {}

  /** Something was deleted that the next round is to have the disk given back. On any thread. */
  public void reclaimNext() {
    reclaimNext.set(true);
  }

  /** Evicts if there is need, and has the disk given back what went. */
  public void enforce() {
    boolean deleted = reclaimNext.getAndSet(false);
    if (live() > settings.maxSize().bytes()) {
      evict();
    } else if (deleted || wasteful(store.blobs().usage())) {
      reclaim();
    }
  }

  /** Documents that were replaced leave as much as evictions do, but by and by. */
  static boolean wasteful(BlobUsage usage) {
    return usage.diskBytes() > usage.liveBytes() + usage.liveBytes() / 2 + SLACK;
  }

  private void evict() {
    long target = (long) (settings.maxSize().bytes() * LOW_WATER);
    long before = live();
    // Rounds of the oldest, then of the next oldest: what cannot be had again is passed over.
    long after = Long.MIN_VALUE;
    var round = oldest(after);
    while (live() > target && !round.oldest().isEmpty()) {
      evict(round, target);
      after = round.oldest().get(round.oldest().size() - 1).record().usedAt();
      round = oldest(after);
    }
    if (live() > target) {
      LOG.warn(
          "storage above its quota: live={} max-size={} (what is left can't be fetched again)",
          live(),
          settings.maxSize());
    }
    if (live() < before) {
      reclaim();
      LOG.info("evicted: bytes={} live={}", before - live(), live());
    }
  }

  private void reclaim() {
    Stages.await(store.blobs().reclaim());
    listener.reclaimed();
  }

  private void evict(Round round, long target) {
    for (var candidate : round.oldest()) {
      if (live() <= target) {
        return;
      }
      if (Stages.await(offered.still(AssetKey.of(candidate.key()), candidate.record()))) {
        evict(candidate, round.named());
      }
    }
  }

  private void evict(Candidate candidate, BlobNames named) {
    boolean deleted =
        Stages.await(
            store
                .records()
                .delete(CacheTables.ASSETS, candidate.key(), Expected.same(candidate.version())));
    // The same content may have come through another connection, which keeps it.
    if (deleted && !named.several(candidate.record().blob())) {
      Stages.await(store.blobs().delete(candidate.record().blobId()));
      listener.evicted(candidate.record().length());
    }
  }

  /** The least recently used after {@code after}, oldest first, and the blobs of all. */
  private record Round(List<Candidate> oldest, BlobNames named) {}

  private Round oldest(long after) {
    var newestFirst =
        Comparator.comparingLong((Candidate candidate) -> candidate.record().usedAt()).reversed();
    var oldest = new PriorityQueue<>(newestFirst);
    var named = new BlobNames();
    Optional<Key> from = Optional.empty();
    do {
      RecordPage page =
          Stages.await(store.records().scan(CacheTables.ASSETS, Key.of(), from, PAGE));
      for (var entry : page.entries()) {
        var record = AssetRecord.FORMAT.decode(entry.record());
        record.ifPresent(r -> named.add(r.blob()));
        record
            .filter(r -> r.usedAt() > after)
            .ifPresent(r -> offer(new Candidate(entry.key(), entry.record().version(), r), oldest));
      }
      from = page.next();
    } while (from.isPresent());
    var candidates = new ArrayList<>(oldest);
    candidates.sort(newestFirst.reversed());
    return new Round(candidates, named);
  }

  private static void offer(Candidate candidate, PriorityQueue<Candidate> oldest) {
    oldest.add(candidate);
    if (oldest.size() > CANDIDATES) {
      oldest.remove();
    }
  }

  private long live() {
    return store.blobs().usage().liveBytes();
  }
}
