package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageClosedException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.RocksDBException;

/*
 * What RocksDB does: a deleted key stays in its table until a compaction meets it, and its value
 * stays in a blob file until a compaction with garbage collection moves all that lives out of that
 * file. Tables of 30-byte entries hardly ever compact by themselves. So:
 *
 * 1. flush, so that deletions are in tables and no log keeps old data;
 * 2. compact all tables without moving a value. That costs little, makes the count of garbage
 *    exact, and drops the blob files in which nothing lives;
 * 3. while garbage is more than a quarter of what lives, move what lives out of the oldest quarter
 *    of the blob files, four times at most, and then out of all of them;
 * 4. look for files that nothing needs any more. RocksDB deletes those when a compaction ends or a
 *    reader leaves, but not those that another job might still have needed at that moment.
 *
 * So a reclaim after a small eviction moves little or nothing, and no more than about twice what
 * lives at the worst. Reads and writes go on meanwhile.
 */
/** Gives the disk what deleted blobs held. */
final class Reclaimer {
  private static final double[] CUTOFFS = {0, 0.25, 0.25, 0.25, 0.25, 1};

  private final StoreCalls calls;
  private final DiskUse diskUse;
  // All guarded by this.
  private @Nullable CompletableFuture<Void> running;
  private @Nullable CompactRangeOptions compacting;
  private int interruptions;

  Reclaimer(StoreCalls calls, DiskUse diskUse) {
    this.calls = calls;
    this.diskUse = diskUse;
  }

  /** Starts a run, or joins the one that is under way. */
  synchronized CompletionStage<Void> run(RocksDoor door) {
    var now = running;
    if (now == null || now.isDone()) {
      var before = interruptions;
      now =
          calls
              .upkeep(() -> reclaim(door, before))
              .<Void>thenApply(bytes -> null)
              .toCompletableFuture();
      running = now;
    }
    return now.minimalCompletionStage();
  }

  /** Makes a run that is under way fail soon, since the engine is wanted for closing. */
  synchronized void interrupt() {
    interruptions++;
    if (compacting != null) {
      compacting.setCanceled(true);
    }
  }

  /** Gives up when {@code before}, the number of interruptions at the asking, is no longer true. */
  private long reclaim(RocksDoor door, int before) throws IOException {
    door.<Boolean>write(
        engine -> {
          engine.flush();
          return true;
        });
    for (var cutoff : CUTOFFS) {
      if (cutoff > 0 && door.read(Reclaimer::isClean)) {
        break;
      }
      door.<Boolean>write(engine -> compact(engine, cutoff, before));
    }
    door.<Boolean>write(Reclaimer::deleteObsoleteFiles);
    return diskUse.look();
  }

  /** Allowing deletions again is the one call of RocksJava that scans the folder at once. */
  private static boolean deleteObsoleteFiles(RocksEngine engine) throws RocksDBException {
    engine.db().disableFileDeletions();
    engine.db().enableFileDeletions();
    return true;
  }

  private boolean compact(RocksEngine engine, double cutoff, int before) throws RocksDBException {
    var options = begin(before);
    try {
      setCutoff(engine, cutoff);
      engine.db().compactRange(engine.family(Families.CHUNKS), null, null, options);
      return true;
    } catch (RocksDBException e) {
      if (Faults.isInterruption(e)) {
        throw interrupted();
      }
      throw e;
    } finally {
      end(options);
      setCutoff(engine, EngineOptions.AGE_CUTOFF);
    }
  }

  private synchronized CompactRangeOptions begin(int before) {
    if (interruptions != before) {
      throw interrupted();
    }
    var options =
        new CompactRangeOptions()
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForce)
            .setExclusiveManualCompaction(false);
    compacting = options;
    return options;
  }

  /** Under the lock, so that nobody cancels through freed options. */
  private synchronized void end(CompactRangeOptions options) {
    compacting = null;
    options.close();
  }

  private static StorageClosedException interrupted() {
    return new StorageClosedException("reclaiming was interrupted by a closing");
  }

  private static boolean isClean(RocksEngine engine) throws RocksDBException {
    var family = engine.family(Families.CHUNKS);
    var all = engine.db().getLongProperty(family, "rocksdb.live-blob-file-size");
    var garbage = engine.db().getLongProperty(family, "rocksdb.live-blob-file-garbage-size");
    return garbage <= (all - garbage) / 4;
  }

  private static void setCutoff(RocksEngine engine, double cutoff) throws RocksDBException {
    var options =
        MutableColumnFamilyOptions.builder().setBlobGarbageCollectionAgeCutoff(cutoff).build();
    engine.db().setOptions(engine.family(Families.CHUNKS), options);
  }
}
