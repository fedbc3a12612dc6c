package dev.weir.resolve;

import dev.weir.model.RepositoryId;
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
import java.util.function.Supplier;

/** Records whose writes all fail from some write on, as after a crash; reads can be delayed. */
final class FailingWrites implements RecordStore {
  private final RecordStore records;
  private int left = Integer.MAX_VALUE;
  private int writes;
  private Optional<Interruption> interruption = Optional.empty();

  private record Interruption(Table table, RepositoryId repository, Runnable what) {}

  FailingWrites(RecordStore records) {
    this.records = records;
  }

  /** Lets so many writes pass from now on. */
  void failAfter(int passing) {
    left = passing;
    writes = 0;
  }

  /** Runs something before a record of {@code repository} is read for the next time. */
  void beforeNextGet(Table table, RepositoryId repository, Runnable what) {
    interruption = Optional.of(new Interruption(table, repository, what));
  }

  /** How many passed. */
  int writes() {
    return writes;
  }

  @Override
  public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
    var due = interruption.filter(one -> one.table().equals(table) && isOf(one, key));
    if (due.isPresent()) {
      interruption = Optional.empty();
      due.get().what().run();
    }
    return records.get(table, key);
  }

  @Override
  public CompletionStage<Optional<Version>> put(
      Table table, Key key, byte[] value, Expected expected) {
    return write(() -> records.put(table, key, value, expected));
  }

  @Override
  public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
    return write(() -> records.delete(table, key, expected));
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    return records.scan(table, prefix, from, limit);
  }

  private static boolean isOf(Interruption one, Key key) {
    return key.parts().get(0).equals(one.repository().domain().value())
        && key.parts().get(1).equals(one.repository().repository().value());
  }

  private <T> CompletionStage<T> write(Supplier<CompletionStage<T>> write) {
    if (writes >= left) {
      return CompletableFuture.failedFuture(new IllegalStateException("crashed"));
    }
    writes++;
    return write.get();
  }
}
