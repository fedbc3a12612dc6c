package dev.weir.resolve;

import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds out which of a repository's connections may be told a package's name. */
final class Confidants {
  private final OpenOrders orders;
  private final Documents documents;
  private final LocalVersions local;

  Confidants(OpenOrders orders, Documents documents, LocalVersions local) {
    this.orders = orders;
    this.documents = documents;
    this.local = local;
  }

  /** {@link KnownName#mayHear}, of what is stored now. Completes on any thread. */
  CompletionStage<Set<ConnectionName>> of(SearchOrder order, PackageName name) {
    return orders.of(order, name).thenCompose(open -> ofOpen(open.order(), name));
  }

  private CompletionStage<Set<ConnectionName>> ofOpen(SearchOrder order, PackageName name) {
    var connections = order.connections();
    if (connections.isEmpty()) {
      return CompletableFuture.completedFuture(Set.of());
    }
    return offering(connections, name)
        .thenCompose(
            offeredBy ->
                offeredBy.isEmpty()
                    ? own(order.repositories(), name)
                    : CompletableFuture.completedFuture(new KnownName(offeredBy, false, Set.of())))
        .thenApply(known -> known.mayHear(connections));
  }

  private CompletionStage<Set<ConnectionName>> offering(
      List<ConnectionName> connections, PackageName name) {
    var asked =
        connections.stream()
            .map(connection -> documents.known(new DocumentKey(connection, name)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing -> {
              var offering = new HashSet<ConnectionName>();
              for (int i = 0; i < asked.size(); i++) {
                if (asked.get(i).join()) {
                  offering.add(connections.get(i));
                }
              }
              return offering;
            });
  }

  private CompletionStage<KnownName> own(List<RepositoryId> repositories, PackageName name) {
    var asked =
        repositories.stream()
            .map(repository -> local.of(repository, name))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> own(asked.stream().flatMap(all -> all.join().stream()).toList()));
  }

  private static KnownName own(List<VersionRecord> versions) {
    var from = new HashSet<ConnectionName>();
    for (var version : versions) {
      if (!version.connection().isEmpty()) {
        from.add(version.connectionName());
      }
    }
    return new KnownName(Set.of(), !versions.isEmpty(), from);
  }
}
