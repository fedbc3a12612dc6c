package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.resolve.PackagePath;
import dev.weir.resolve.Packages;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Finds packages to be changed, or says what there is none of: repository or package. */
final class OwnPackages {
  private final Catalog catalog;
  private final Packages packages;
  private final Absences absences;

  OwnPackages(ControlParts parts) {
    this.catalog = parts.catalog();
    this.packages = parts.packages();
    this.absences = new Absences(parts.account());
  }

  /** What there is now, if {@code named}'s repository is in it. */
  CatalogSnapshot seen(NamedPackage named) {
    var seen = catalog.snapshot();
    absences.repository(seen, named.repository());
    return seen;
  }

  /**
   * Runs {@code change} on a package once what is being retained of it has been, so that a version
   * can be changed at once after its install.
   *
   * @param change empty if there is no such package any more
   */
  <T> CompletionStage<T> change(
      NamedPackage named,
      BiFunction<CatalogSnapshot, PackagePath, CompletionStage<Optional<T>>> change) {
    var seen = seen(named);
    var path = new PackagePath(named.repository(), named.required());
    return packages
        .find(path.repository(), path.name())
        .thenCompose(
            found -> {
              if (found.isEmpty()) {
                throw named.notFound();
              }
              return change.apply(seen, path);
            })
        .thenApply(changed -> changed.orElseThrow(named::notFound));
  }
}
