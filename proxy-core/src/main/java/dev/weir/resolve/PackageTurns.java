package dev.weir.resolve;

import dev.weir.cache.Eras;
import dev.weir.catalog.CatalogSnapshot;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Runs changes of packages: each after those of the same package that came before it, in a
 * repository that still is there, and with an end of the package's era behind it, so that whoever
 * asks after the change has been answered sees it.
 */
public final class PackageTurns {
  private final LocalVersions local;
  private final Intents intents;
  private final Keeps keeps;
  private final Eras eras;

  public PackageTurns(LocalVersions local, Intents intents, Keeps keeps, Eras eras) {
    this.local = local;
    this.intents = intents;
    this.keeps = keeps;
    this.eras = eras;
  }

  /**
   * Runs {@code change} on what there is of the package.
   *
   * @param seen the catalog in which the repository was found; if it was deleted since, this fails
   *     with {@link RepositoryGoneException}
   */
  <T> CompletionStage<T> run(
      CatalogSnapshot seen, PackagePath path, Function<LocalPackage, CompletionStage<T>> change) {
    return keeps.run(
        path.repository(),
        seen,
        () ->
            local.inTurn(
                path,
                () ->
                    local
                        .all(path)
                        .thenCompose(change)
                        .whenComplete((done, failure) -> eras.end(path.name()))));
  }

  LocalVersions local() {
    return local;
  }

  Intents intents() {
    return intents;
  }
}
