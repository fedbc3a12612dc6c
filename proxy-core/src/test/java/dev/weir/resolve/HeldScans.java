package dev.weir.resolve;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Records of which a scan's first page comes at once, the others when the test lets them. */
public final class HeldScans implements RecordStore {
  private final RecordStore records;

  /** Completed when a page after the first is asked for. */
  public final CompletableFuture<Void> asked = new CompletableFuture<>();

  /** Completed by the test. */
  public final CompletableFuture<Void> go = new CompletableFuture<>();

  public HeldScans(RecordStore records) {
    this.records = records;
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
    return records.delete(table, key, expected);
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    if (from.isEmpty()) {
      return records.scan(table, prefix, from, limit);
    }
    asked.complete(null);
    return go.thenCompose(nothing -> records.scan(table, prefix, from, limit));
  }
}
