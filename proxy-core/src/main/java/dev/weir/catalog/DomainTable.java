package dev.weir.catalog;

import dev.weir.model.DomainName;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The domains on disk: one record each, keyed by the domain's name. Stages are the store's. */
final class DomainTable {
  private static final int PAGE = 200;

  private final RecordStore records;
  private final Table table;

  DomainTable(RecordStore records, Table table) {
    this.records = records;
    this.table = table;
  }

  /** A domain, or that there is none, and what must still hold to replace it. */
  record Stored(@Nullable Domain domain, Expected expected) {
    static final Stored ABSENT = new Stored(null, Expected.ABSENT);
  }

  CompletionStage<Stored> read(DomainName name) {
    return records
        .get(table, key(name))
        .thenApply(found -> found.map(record -> stored(name, record)).orElse(Stored.ABSENT));
  }

  /** Replaces or deletes the record; answers false if it is no longer what {@code stored} says. */
  CompletionStage<Boolean> write(DomainName name, @Nullable Domain domain, Stored stored) {
    return domain == null
        ? records.delete(table, key(name), stored.expected())
        : records
            .put(table, key(name), DomainCodec.encode(domain), stored.expected())
            .thenApply(Optional::isPresent);
  }

  CompletionStage<List<Domain>> readAll() {
    return readFrom(Optional.empty(), new ArrayList<>());
  }

  private CompletionStage<List<Domain>> readFrom(Optional<Key> from, List<Domain> domains) {
    return records
        .scan(table, new Key(List.of()), from, PAGE)
        .thenCompose(page -> readOn(page, domains));
  }

  private CompletionStage<List<Domain>> readOn(RecordPage page, List<Domain> domains) {
    for (var entry : page.entries()) {
      domains.add(DomainCodec.decode(entry.key().parts().get(0), entry.record().value()));
    }
    return page.next().isPresent()
        ? readFrom(page.next(), domains)
        : CompletableFuture.completedStage(domains);
  }

  private static Stored stored(DomainName name, Versioned record) {
    return new Stored(
        DomainCodec.decode(name.value(), record.value()), Expected.same(record.version()));
  }

  private static Key key(DomainName name) {
    return Key.of(name.value());
  }
}
