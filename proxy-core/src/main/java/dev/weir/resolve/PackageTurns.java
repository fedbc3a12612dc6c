package dev.weir.resolve;

import dev.weir.cache.Eras;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

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
   * Runs {@code change} on what there is of the package: all versions' heads.
   *
   * @param seen the catalog in which the repository was found; if it was deleted since, this fails
   *     with {@link RepositoryGoneException}
   */
  <T> CompletionStage<T> run(
      CatalogSnapshot seen, PackagePath path, Function<LocalPackage, CompletionStage<T>> change) {
    return run(seen, path, () -> local.all(path), change);
  }

  /** The same, on those versions only that are named: the others may be very many. */
  <T> CompletionStage<T> run(
      CatalogSnapshot seen,
      PackagePath path,
      Collection<String> versions,
      Function<LocalPackage, CompletionStage<T>> change) {
    return run(seen, path, () -> local.some(path, versions), change);
  }

  private <T> CompletionStage<T> run(
      CatalogSnapshot seen,
      PackagePath path,
      Supplier<CompletionStage<LocalPackage>> found,
      Function<LocalPackage, CompletionStage<T>> change) {
    return keeps.run(
        path.repository(),
        seen,
        () ->
            local.inTurn(
                path,
                () ->
                    intents
                        .settled()
                        .thenCompose(settled -> found.get())
                        .thenCompose(change)
                        .whenComplete((done, failure) -> eras.end(path.name()))));
  }

  /**
   * Runs {@code change} on what several repositories have of a package. Their turns are taken in
   * the order of their names, so that two such changes never wait for each other.
   *
   * @param seen as in {@link #run}
   * @param version the only one that {@code change} is to know of
   */
  <T> CompletionStage<T> runAll(
      CatalogSnapshot seen,
      PackageName name,
      String version,
      SortedSet<RepositoryId> repositories,
      Function<List<LocalPackage>, CompletionStage<T>> change) {
    var paths = repositories.stream().map(each -> new PackagePath(each, name)).toList();
    return runAll(seen, paths, List.of(version), List.of(), change);
  }

  private <T> CompletionStage<T> runAll(
      CatalogSnapshot seen,
      List<PackagePath> left,
      List<String> versions,
      List<LocalPackage> taken,
      Function<List<LocalPackage>, CompletionStage<T>> change) {
    return left.isEmpty()
        ? change.apply(taken)
        : run(
            seen,
            left.get(0),
            versions,
            all -> runAll(seen, left.subList(1, left.size()), versions, with(taken, all), change));
  }

  private static List<LocalPackage> with(List<LocalPackage> taken, LocalPackage one) {
    var more = new ArrayList<>(taken);
    more.add(one);
    return more;
  }

  LocalVersions local() {
    return local;
  }

  Intents intents() {
    return intents;
  }
}
