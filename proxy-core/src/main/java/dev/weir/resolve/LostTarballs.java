package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import dev.weir.cache.AssetRecord;
import dev.weir.cache.Demand;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Failures;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.TarballEnd;
import dev.weir.cache.Tarballs;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.Integrity;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.VersionFacts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Fetches tarballs again whose stored bytes the disk has spoiled: from the connection that they
 * came from, if a repository may still tell it the name, and only with the content that they had.
 * Blocks: for a thread of its own.
 */
final class LostTarballs implements Verification.Refetch {
  private final Catalog catalog;
  private final OpenOrders orders;
  private final LocalVersions local;
  private final Documents documents;
  private final Tarballs tarballs;

  LostTarballs(
      Catalog catalog,
      OpenOrders orders,
      LocalVersions local,
      Documents documents,
      Tarballs tarballs) {
    this.catalog = catalog;
    this.orders = orders;
    this.local = local;
    this.documents = documents;
    this.tarballs = tarballs;
  }

  @Override
  public Optional<String> fetch(AssetKey key, AssetRecord dropped, VerifyProgress progress) {
    var reads = new PatientReads(progress);
    try {
      return isOpen(key, reads)
          ? fetch(key, facts(key, dropped, reads), reads)
          : Optional.of("no repository may ask connection %s for it".formatted(key.connection()));
    } catch (CompletionException failed) {
      return Optional.of(words(failed));
    }
  }

  private static String words(Throwable failure) {
    return Trouble.of(failure)
        .map(Trouble::words)
        .orElseGet(() -> String.valueOf(Failures.unwrap(failure).getMessage()));
  }

  /** The orders with its connection, whatever is open in them. */
  private List<SearchOrder> asking(AssetKey key) {
    var seen = catalog.snapshot();
    return seen.domains().stream()
        .flatMap(
            domain ->
                domain.repositories().keySet().stream()
                    .map(name -> new RepositoryId(domain.name(), name)))
        .flatMap(id -> seen.searchOrder(id).stream())
        .filter(order -> order.connections().contains(key.connection()))
        .toList();
  }

  private boolean isOpen(AssetKey key, PatientReads reads) {
    return asking(key).stream()
        .map(order -> reads.await(() -> orders.of(order, key.name())))
        .anyMatch(
            open ->
                open.order().connections().contains(key.connection())
                    && !open.closed().test(key.connection()));
  }

  // What it must be, and where it is.

  private VersionFacts facts(AssetKey key, AssetRecord dropped, PatientReads reads) {
    var known = retained(key, reads).orElseGet(() -> documented(key, reads));
    var integrity = dropped.integrity().flatMap(Integrity::parse);
    return new VersionFacts(
        known.version(),
        known.tarballUrl(),
        known.fileName(),
        integrity.or(() -> Optional.of(new Integrity(List.of(dropped.blobId().digest())))),
        known.publishedAt(),
        known.deprecated(),
        known.installScript(),
        known.dependencies());
  }

  /** Its origin may have removed it from the document. */
  private Optional<VersionFacts> retained(AssetKey key, PatientReads reads) {
    return asking(key).stream()
        .flatMap(order -> order.repositories().stream())
        .distinct()
        .flatMap(id -> retained(key, new PackagePath(id, key.name()), reads).stream())
        .findFirst();
  }

  private Optional<VersionFacts> retained(AssetKey key, PackagePath path, PatientReads reads) {
    return reads
        .await(() -> local.byFile(path.repository(), path.name(), key.file()))
        .filter(version -> version.connection().equals(key.connection().value()))
        .flatMap(version -> reads.await(() -> local.manifest(path, version)))
        .map(IndexedManifest::facts);
  }

  private VersionFacts documented(AssetKey key, PatientReads reads) {
    var document = new DocumentKey(key.connection(), key.name());
    return reads
        .await(() -> documents.get(document, Demand.ANY))
        .match(
            present -> inDocument(present.document(), key.file()),
            absent -> Optional.<VersionFacts>empty(),
            unavailable -> {
              throw new CompletionException(
                  new IllegalStateException(Trouble.of(unavailable.cause()).words()));
            })
        .orElseThrow(
            () ->
                new CompletionException(
                    new IllegalStateException(
                        "connection %s does not have it any more".formatted(key.connection()))));
  }

  private static Optional<VersionFacts> inDocument(LoadedDocument document, String file) {
    int version = document.index().findFile(file);
    return version < 0 ? Optional.empty() : Optional.of(document.index().facts(version));
  }

  // Its bytes.

  private Optional<String> fetch(AssetKey key, VersionFacts facts, PatientReads reads) {
    return problem(key, reads.await(() -> end(key, facts)));
  }

  private CompletionStage<TarballEnd> end(AssetKey key, VersionFacts facts) {
    var boarding =
        tarballs.board(
            key, facts.integrity(), () -> CompletableFuture.completedFuture(Optional.of(facts)));
    return boarding.flight().end().whenComplete((end, failure) -> boarding.reader().close());
  }

  private static Optional<String> problem(AssetKey key, TarballEnd end) {
    if (end instanceof TarballEnd.Stored) {
      return Optional.empty();
    } else if (end instanceof TarballEnd.Absent) {
      return Optional.of("connection %s does not have it any more".formatted(key.connection()));
    } else if (end instanceof TarballEnd.Unavailable unavailable) {
      return Optional.of(Trouble.of(unavailable.cause()).words());
    } else if (end instanceof TarballEnd.Broken broken) {
      return Optional.of(Trouble.of(broken.cause()).words());
    } else if (end instanceof TarballEnd.Corrupt corrupt) {
      return Optional.of(corrupt.detail());
    } else if (end instanceof TarballEnd.Fault fault) {
      return Optional.of(words(fault.cause()));
    } else if (end instanceof TarballEnd.Abandoned) {
      return Optional.of("the download was given up");
    }
    return Optional.of("no room on the disk");
  }
}
