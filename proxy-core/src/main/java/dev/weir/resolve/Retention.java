package dev.weir.resolve;

import dev.weir.cache.Coalescer;
import dev.weir.cache.CpuPool;
import dev.weir.cache.DocumentFrames;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Failures;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.OverloadedException;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.io.AsyncCloseable;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps found versions in repositories, as CodeArtifact does: a version whose tarball is fetched
 * stays in the repository addressed and in the one that owns the connection, never in between.
 */
final class Retention implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  private final LocalVersions local;
  private final Keeps keeps;
  private final Documents documents;
  private final CpuPool cpu;
  private final InstantSource clock;
  private final Coalescer<Keeping, Optional<VersionRecord>> keeping = new Coalescer<>(() -> {});

  Retention(
      LocalVersions local, Keeps keeps, Documents documents, CpuPool cpu, InstantSource clock) {
    this.local = local;
    this.keeps = keeps;
    this.documents = documents;
    this.cpu = cpu;
    this.clock = clock;
  }

  private record Keeping(RepositoryId repository, PackageName name, String version) {}

  /**
   * Keeps a version found through a connection. A failure is logged; the next fetch tries again.
   *
   * @param seen the catalog in which it was found: a repository that was deleted since keeps
   *     nothing
   */
  CompletionStage<Void> keep(
      CatalogSnapshot seen,
      RepositoryId repository,
      ConnectionName connection,
      PackageName name,
      String version) {
    var key = new Keeping(repository, name, version);
    return keeps
        .run(repository, seen, () -> keeping.join(key, () -> addUnlessThere(key, connection)))
        .handle(
            (record, failure) -> {
              if (failure != null) {
                tell(key, failure);
                throw new IllegalStateException("not retained", failure);
              }
              return null;
            });
  }

  /** Keeps a version that another repository of the chain has of its own; {@code seen} as above. */
  CompletionStage<Void> copy(
      CatalogSnapshot seen, RepositoryId repository, PackageName name, VersionRecord version) {
    return keeps.run(
        repository,
        seen,
        () ->
            local
                .has(repository, name, version.version())
                .thenCompose(
                    there ->
                        there
                            ? CompletableFuture.completedFuture(null)
                            : local.add(repository, name, version)));
  }

  /** Waits for what is being kept; whoever calls this has ended what starts more. */
  @Override
  public CompletionStage<Void> closeAsync() {
    return keeps.settled();
  }

  private static void tell(Keeping key, Throwable failure) {
    if (!(Failures.unwrap(failure) instanceof RepositoryGoneException)) {
      LOG.warn(
          "not retained: repository={} package={} version={}",
          key.repository(),
          key.name(),
          key.version(),
          failure);
    }
  }

  private CompletionStage<Optional<VersionRecord>> addUnlessThere(
      Keeping key, ConnectionName connection) {
    return local
        .has(key.repository(), key.name(), key.version())
        .thenCompose(
            there ->
                there
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : documents
                        .stored(new DocumentKey(connection, key.name()))
                        .thenCompose(document -> add(key, connection, document)));
  }

  private CompletionStage<Optional<VersionRecord>> add(
      Keeping key, ConnectionName connection, Optional<LoadedDocument> document) {
    if (document.isEmpty() || document.get().index().find(key.version()) < 0) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("no stored packument has it"));
    }
    return documents
        .open(document.get())
        .thenCompose(frames -> manifestLater(document.get(), key, frames))
        .thenApply(manifest -> VersionRecord.retained(connection, manifest, clock.millis()))
        .thenCompose(
            record ->
                local
                    .add(key.repository(), key.name(), record)
                    .thenApply(nothing -> Optional.of(record)));
  }

  private CompletionStage<IndexedManifest> manifestLater(
      LoadedDocument document, Keeping key, DocumentFrames frames) {
    try {
      return CompletableFuture.supplyAsync(() -> manifest(document, key, frames), cpu.small());
    } catch (OverloadedException refused) {
      frames.close();
      throw refused;
    }
  }

  private static IndexedManifest manifest(
      LoadedDocument document, Keeping key, DocumentFrames frames) {
    try (frames) {
      return IndexedManifest.of(document.index(), document.index().find(key.version()), frames);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
