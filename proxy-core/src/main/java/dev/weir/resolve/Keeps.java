package dev.weir.resolve;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.RepositoryId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What is being written into repositories: nothing is written into one that was deleted since.
 *
 * <p>A write is noted first and then the catalog is looked at; whoever deletes a repository's
 * packages looks at the notes after the catalog has changed. So either the write sees the deletion
 * or the deletion waits for the write.
 */
public final class Keeps {
  private final Catalog catalog;
  private final Map<Long, Keep> underWay = new ConcurrentHashMap<>();
  private final AtomicLong number = new AtomicLong();

  public Keeps(Catalog catalog) {
    this.catalog = catalog;
  }

  private record Keep(RepositoryId repository, CompletableFuture<Void> end) {}

  /**
   * Runs {@code write}, if {@code repository} still is the one that the caller saw.
   *
   * @return the write's stage, or one that fails with {@link RepositoryGoneException}
   */
  <T> CompletionStage<T> run(
      RepositoryId repository, CatalogSnapshot seen, Supplier<CompletionStage<T>> write) {
    long mine = number.incrementAndGet();
    var end = new CompletableFuture<Void>();
    underWay.put(mine, new Keep(repository, end));
    return start(repository, seen, write)
        .whenComplete(
            (value, failure) -> {
              underWay.remove(mine);
              end.complete(null);
            });
  }

  /** Completes when all that is being written into {@code repository} now has been. */
  CompletionStage<Void> settled(RepositoryId repository) {
    return ends(keep -> keep.repository().equals(repository));
  }

  /** Completes when all that is being written now has been. */
  CompletionStage<Void> settled() {
    return ends(keep -> true);
  }

  private <T> CompletionStage<T> start(
      RepositoryId repository, CatalogSnapshot seen, Supplier<CompletionStage<T>> write) {
    if (!catalog.snapshot().stillHas(repository, seen)) {
      return CompletableFuture.failedFuture(new RepositoryGoneException(repository));
    }
    try {
      return write.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletionStage<Void> ends(Predicate<Keep> which) {
    return CompletableFuture.allOf(
        underWay.values().stream().filter(which).map(Keep::end).toArray(CompletableFuture[]::new));
  }
}
