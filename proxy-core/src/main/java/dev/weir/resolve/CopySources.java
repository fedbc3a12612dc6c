package dev.weir.resolve;

import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.LoadedDocument;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.Source;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds versions that are to be copied: in one repository, or along its search order as far as that
 * is open for the package. What is stored counts; no origin is asked. Stages complete on any
 * thread.
 */
final class CopySources {
  private final OpenOrders orders;
  private final LocalVersions local;
  private final Documents documents;
  private final StoredVersions stored;
  private final PublishedBlobs published;

  CopySources(
      OpenOrders orders,
      LocalVersions local,
      PublishedBlobs published,
      Documents documents,
      StoredVersions stored) {
    this.orders = orders;
    this.local = local;
    this.published = published;
    this.documents = documents;
    this.stored = stored;
  }

  /** A place that was looked in: one of the two. */
  private record Place(Optional<LocalPackage> local, Optional<LoadedDocument> document) {
    boolean hasAny() {
      return local.flatMap(LocalPackage::record).isPresent() || document.isPresent();
    }

    boolean has(String version) {
      return document.filter(found -> found.index().find(version) >= 0).isPresent();
    }

    Optional<VersionRecord> own(String version) {
      return local.stream()
          .flatMap(all -> all.versions().stream())
          .filter(record -> record.version().equals(version) && record.listed().isPresent())
          .findFirst();
    }

    Optional<PackageHead> head() {
      return local.map(LocalPackage::head);
    }
  }

  /**
   * What there is of {@code versions}; empty if there is nothing of the package.
   *
   * @param upstream whether to look in what is upstream of the repository too
   */
  CompletionStage<Optional<CopySource>> find(
      CatalogSnapshot seen, PackagePath from, List<String> versions, boolean upstream) {
    var full =
        seen.searchOrder(from.repository())
            .orElseThrow(() -> new RepositoryGoneException(from.repository()));
    return orders
        .of(upstream ? full : full.onlyLocal(), from.name())
        .thenCompose(open -> places(open, from.name(), versions))
        .thenCompose(
            places ->
                places.stream().noneMatch(Place::hasAny)
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : source(places, from.name(), versions).thenApply(Optional::of));
  }

  /** Those of these versions whose tarball was deleted since they were found. */
  CompletionStage<Set<String>> gone(List<VersionRecord> versions) {
    return published.missing(versions);
  }

  private CompletionStage<List<Place>> places(
      OpenOrders.Open open, PackageName name, List<String> versions) {
    return all(
        open.order().sources().stream()
            .map(source -> place(open, source, name, versions))
            .toList());
  }

  private CompletionStage<Place> place(
      OpenOrders.Open open, Source source, PackageName name, List<String> versions) {
    return source.match(
        own ->
            local
                .some(
                    new PackagePath(own.repository(), name),
                    open.record(own.repository()),
                    versions)
                .thenApply(
                    all -> new Place(Optional.of(open.withoutStrangers(all)), Optional.empty())),
        external ->
            documents
                .stored(new DocumentKey(external.connection(), name))
                .thenApply(document -> new Place(Optional.empty(), document)));
  }

  private CompletionStage<CopySource> source(
      List<Place> places, PackageName name, List<String> versions) {
    return all(versions.stream().map(version -> version(places, version)).toList())
        .thenCompose(
            found -> tagged(places, name, found.stream().flatMap(Optional::stream).toList()));
  }

  /** The nearest place's. */
  private CompletionStage<Optional<CopySource.Found>> version(List<Place> places, String version) {
    for (var place : places) {
      var own = place.own(version);
      if (own.isPresent()) {
        var path = place.local().map(LocalPackage::path);
        return CompletableFuture.completedFuture(
            own.map(record -> new CopySource.Found(record, path)));
      } else if (place.has(version)) {
        return stored
            .find(place.document().orElseThrow().key(), version)
            .thenApply(
                found -> found.map(record -> new CopySource.Found(record, Optional.empty())));
      }
    }
    return CompletableFuture.completedFuture(Optional.empty());
  }

  /** With tags, which connections' packuments have too. */
  private CompletionStage<CopySource> tagged(
      List<Place> places, PackageName name, List<CopySource.Found> found) {
    var heads = places.stream().flatMap(place -> place.head().stream()).toList();
    var connections = new LinkedHashSet<ConnectionName>();
    found.stream()
        .map(CopySource.Found::record)
        .filter(version -> !version.isOurs())
        .forEach(version -> connections.add(version.connectionName()));
    var asked =
        connections.stream()
            .map(connection -> documents.stored(new DocumentKey(connection, name)))
            .toList();
    return all(asked)
        .thenApply(
            stored -> {
              var tags = new ArrayList<Map<String, String>>();
              heads.forEach(head -> tags.add(head.tags()));
              stored.forEach(document -> document.ifPresent(d -> tags.add(d.index().distTags())));
              var top = heads.stream().flatMap(head -> head.top().stream()).findFirst();
              var paths =
                  places.stream()
                      .flatMap(place -> place.local().stream())
                      .map(LocalPackage::path)
                      .toList();
              return new CopySource(found, tags, paths, top);
            });
  }

  private static <T> CompletionStage<List<T>> all(List<? extends CompletionStage<T>> stages) {
    var futures = stages.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> futures.stream().map(CompletableFuture::join).toList());
  }
}
