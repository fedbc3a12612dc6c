package dev.weir.daemon;

import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Offered;
import dev.weir.catalog.Catalog;
import dev.weir.model.ConnectionName;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Whether what is dropped from the cache could be fetched again. */
final class Refetching {
  private final boolean offline;
  private final Origins origins;
  private final Catalog catalog;
  private final Documents documents;

  Refetching(boolean offline, Origins origins, Catalog catalog, Documents documents) {
    this.offline = offline;
    this.origins = origins;
    this.catalog = catalog;
    this.documents = documents;
  }

  /** A tarball that its origin no longer offers, or that nobody asks any more, stays. */
  CompletionStage<Boolean> offered(AssetKey key, AssetRecord record) {
    if (!inUse(key.connection())) {
      return CompletableFuture.completedFuture(false);
    }
    return documents
        .stored(new DocumentKey(key.connection(), key.name()))
        .thenApply(
            document -> document.filter(d -> Offered.in(d.index(), key, record)).isPresent());
  }

  /** Why nothing can be fetched again through a connection; empty if it can. */
  Optional<String> unaskable(ConnectionName name) {
    if (offline) {
      return Optional.of("offline is true: it could not be fetched again");
    } else if (origins.origin(name).isEmpty()) {
      return Optional.of("connection %s has no address".formatted(name));
    }
    return inUse(name)
        ? Optional.empty()
        : Optional.of("no repository is connected to %s".formatted(name));
  }

  private boolean inUse(ConnectionName connection) {
    return catalog.snapshot().domains().stream()
        .flatMap(domain -> domain.repositories().values().stream())
        .anyMatch(repository -> repository.connection().stream().anyMatch(connection::equals));
  }
}
