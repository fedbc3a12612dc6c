package dev.weir.cache;

import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How many records a table has, by counting them: for someone who asks once in a while. */
public final class RecordCount {
  private static final int PAGE = 1000;

  private final RecordStore records;
  private final long most;

  /**
   * @param most how far is counted
   */
  public RecordCount(RecordStore records, long most) {
    this.records = records;
    this.most = most;
  }

  /** The number, or empty if there are more than is counted. Completes on the store's threads. */
  public CompletionStage<OptionalLong> of(Table table) {
    return from(table, Optional.empty(), 0);
  }

  private CompletionStage<OptionalLong> from(Table table, Optional<Key> from, long before) {
    return records
        .scan(table, Key.of(), from, PAGE)
        .thenCompose(page -> onFrom(table, page, before + page.entries().size()));
  }

  private CompletionStage<OptionalLong> onFrom(Table table, RecordPage page, long counted) {
    if (page.next().isPresent() && counted < most) {
      return from(table, page.next(), counted);
    }
    return CompletableFuture.completedFuture(
        page.next().isPresent() ? OptionalLong.empty() : OptionalLong.of(counted));
  }
}
