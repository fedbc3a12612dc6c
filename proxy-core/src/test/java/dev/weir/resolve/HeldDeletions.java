package dev.weir.resolve;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.StorageException;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Records whose deletions wait until the test lets them go, or fail. For one thread. */
final class HeldDeletions implements RecordStore {
  private final RecordStore records;
  private final Queue<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private int failures;
  private int mostHeld;

  HeldDeletions(RecordStore records) {
    this.records = records;
  }

  void hold() {
    holding = true;
  }

  /** Has this many deletions from now on fail. */
  void fail(int count) {
    failures = count;
  }

  /** How many wait. */
  int held() {
    return held.size();
  }

  /** The most that ever waited. */
  int mostHeld() {
    return mostHeld;
  }

  /** Lets those go that wait now. */
  void release() {
    for (int left = held.size(); left > 0; left--) {
      held.remove().run();
    }
  }

  /** Lets all go, those too that come then. */
  void releaseAll() {
    holding = false;
    release();
  }

  @Override
  public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
    return records.get(table, key);
  }

  @Override
  public CompletionStage<Optional<Version>> put(
      Table table, Key key, byte[] value, Expected expected) {
    return records.put(table, key, value, expected);
  }

  @Override
  public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
    if (failures > 0) {
      failures--;
      return CompletableFuture.failedStage(new StorageException("no room to delete in"));
    }
    if (!holding) {
      return records.delete(table, key, expected);
    }
    var result = new CompletableFuture<Boolean>();
    held.add(() -> records.delete(table, key, expected).thenAccept(result::complete));
    mostHeld = Math.max(mostHeld, held.size());
    return result;
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    return records.scan(table, prefix, from, limit);
  }
}
