package dev.weir.resolve;

import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The ledger's records, with somebody who is told of each package that changed, or may have: after
 * the change is there to be read, and before whoever made it hears that it is.
 */
final class NoticedRecords implements RecordStore {
  private final RecordStore records;
  private volatile Consumer<PackagePath> listener = nobody -> {};

  NoticedRecords(RecordStore records) {
    this.records = records;
  }

  /**
   * Takes the place of the listener before.
   *
   * @param listener called on any thread; does not block
   */
  void tell(Consumer<PackagePath> listener) {
    this.listener = listener;
  }

  @Override
  public CompletionStage<Optional<Versioned>> get(Table table, Key key) {
    return records.get(table, key);
  }

  @Override
  public CompletionStage<Optional<Version>> put(
      Table table, Key key, byte[] value, Expected expected) {
    return records
        .put(table, key, value, expected)
        .whenComplete((done, failure) -> noticed(table, key));
  }

  @Override
  public CompletionStage<Boolean> delete(Table table, Key key, Expected expected) {
    return records
        .delete(table, key, expected)
        .whenComplete((done, failure) -> noticed(table, key));
  }

  @Override
  public CompletionStage<RecordPage> scan(Table table, Key prefix, Optional<Key> from, int limit) {
    return records.scan(table, prefix, from, limit);
  }

  private void noticed(Table table, Key key) {
    if (table.equals(LedgerTables.PACKAGES) || table.equals(LedgerTables.VERSIONS)) {
      var parts = key.parts();
      var repository =
          new RepositoryId(new DomainName(parts.get(0)), new RepositoryName(parts.get(1)));
      listener.accept(new PackagePath(repository, new PackageName(parts.get(2))));
    }
  }
}
