package dev.weir.control;

import dev.weir.catalog.Catalog;
import dev.weir.resolve.OwnVersion;
import dev.weir.resolve.Packages;
import java.util.concurrent.CompletionStage;

/** Finds packages' versions, or says what there is none of: repository, package or version. */
final class OwnVersions {
  private final Catalog catalog;
  private final Packages packages;
  private final Absences absences;

  OwnVersions(ControlParts parts) {
    this.catalog = parts.catalog();
    this.packages = parts.packages();
    this.absences = new Absences(parts.account());
  }

  /** Completes on the CPU pool, where manifests may be read. */
  CompletionStage<OwnVersion> find(NamedVersion named) {
    absences.repository(catalog.snapshot(), named.of().repository());
    return packages
        .find(named.of().repository(), named.of().required())
        .thenCompose(
            found -> {
              if (found.isEmpty()) {
                throw named.of().notFound();
              }
              return packages.version(named.path());
            })
        .thenApply(version -> version.orElseThrow(named::notFound));
  }
}
