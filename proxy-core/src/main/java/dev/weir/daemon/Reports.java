package dev.weir.daemon;

import dev.weir.cache.CacheTables;
import dev.weir.cache.RecordCount;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.Repository;
import dev.weir.model.ConnectionName;
import dev.weir.resolve.RemovedVersions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Puts the reports of the extension API together from what the parts of the daemon say now. */
final class Reports {
  /** So many records of a table are counted; it takes a tenth of a second. */
  private static final long COUNTED = 100_000;

  private final ExtensionParts parts;
  private final RecordCount count;

  Reports(ExtensionParts parts) {
    this.parts = parts;
    this.count = new RecordCount(parts.cache().records(), COUNTED);
  }

  StatusReport status() {
    var settings = parts.settings();
    var snapshot = parts.catalog().snapshot();
    var now = parts.clock().instant();
    return new StatusReport(
        "weir",
        DaemonVersion.text(),
        parts.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
        Duration.between(parts.startedAt(), now).toSeconds(),
        settings.accountId(),
        settings.region(),
        settings.auth().mode(),
        settings.offline(),
        Health.of(parts.stores()),
        StatusReport.Cache.of(parts.meters().cache().figures(), parts.meters().upstream().bytes()),
        new StatusReport.Storage(
            StatusReport.Ledger.of(parts.ledger().blobs().usage()),
            StatusReport.CacheStore.of(parts.cache().blobs().usage(), maxBytes())),
        new StatusReport.Catalog(
            snapshot.domains().size(),
            snapshot.domains().stream().mapToLong(domain -> domain.repositories().size()).sum()),
        connections(snapshot));
  }

  TreeReport tree(String base) {
    return TreeReport.of(parts.catalog().snapshot(), base);
  }

  /** Completes on the store's threads. */
  CompletionStage<CacheReport> cache() {
    return count
        .of(CacheTables.DOCUMENTS)
        .thenCombine(
            count.of(CacheTables.ASSETS),
            (documents, tarballs) ->
                new CacheReport(
                    CacheReport.Hot.of(parts.hot()),
                    CacheReport.requests(parts.meters().cache().figures()),
                    CacheReport.Storage.of(
                        documents, tarballs, parts.cache().blobs().usage(), maxBytes())));
  }

  /** Completes on any thread. */
  CompletionStage<RemovedReport> removed(Executor cpu) {
    return RemovedVersions.of(
            parts.local(), parts.catalog().snapshot(), RemovedReport.MOST + 1, cpu)
        .thenApply(RemovedReport::of);
  }

  private long maxBytes() {
    return parts.settings().storage().maxSize().bytes();
  }

  private List<ConnectionReport> connections(CatalogSnapshot snapshot) {
    var connected =
        snapshot.domains().stream()
            .flatMap(domain -> domain.repositories().values().stream())
            .map(Repository::connection)
            .flatMap(connection -> connection.stream())
            .toList();
    return parts.origins().names().stream().map(name -> connection(name, connected)).toList();
  }

  private ConnectionReport connection(ConnectionName name, List<ConnectionName> connected) {
    return ConnectionReport.of(
        parts.settings(),
        name,
        parts.origins().origin(name),
        parts.upstream().health(name),
        connected.stream().filter(name::equals).count());
  }
}
