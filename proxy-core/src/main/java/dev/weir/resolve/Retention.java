package dev.weir.resolve;

import dev.weir.cache.Coalescer;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Failures;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.io.AsyncCloseable;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginType;
import java.util.List;
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
  private final PublishedBlobs published;
  private final Intents intents;
  private final Keeps keeps;
  private final StoredVersions stored;
  private final Coalescer<Keeping, Optional<VersionRecord>> keeping = new Coalescer<>(() -> {});

  Retention(
      LocalVersions local,
      PublishedBlobs published,
      Intents intents,
      Keeps keeps,
      StoredVersions stored) {
    this.intents = intents;
    this.local = local;
    this.published = published;
    this.keeps = keeps;
    this.stored = stored;
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
      CatalogSnapshot seen, RepositoryId repository, PackagePath from, VersionRecord version) {
    var name = from.name();
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
                            : copy(new PackagePath(repository, name), from, version)));
  }

  private CompletionStage<Void> copy(PackagePath to, PackagePath from, VersionRecord version) {
    return local
        .manifest(from, version)
        .thenCompose(
            manifest ->
                manifest.isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : copy(to, version.within(manifest.get())));
  }

  /** It may have been deleted, and its tarball swept, since it was found. */
  private CompletionStage<Void> copy(PackagePath to, VersionRecord version) {
    var blob = version.published().map(PublishedAsset::blob);
    return local
        .named()
        .whileNaming(
            blob.stream().toList(),
            () ->
                published
                    .missing(List.of(version))
                    .thenCompose(
                        missing ->
                            missing.isEmpty()
                                ? retain(
                                    to,
                                    version,
                                    version.isOurs() ? OriginType.UNKNOWN : OriginType.EXTERNAL)
                                : CompletableFuture.completedFuture(null)));
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
                    : stored
                        .find(new DocumentKey(connection, key.name()), key.version())
                        .thenCompose(record -> add(key, record)));
  }

  private CompletionStage<Optional<VersionRecord>> add(
      Keeping key, Optional<VersionRecord> record) {
    if (record.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("no stored packument has it"));
    }
    var path = new PackagePath(key.repository(), key.name());
    return retain(path, record.get(), OriginType.EXTERNAL).thenApply(nothing -> record);
  }

  /** Not over a change that is half done: finished later, it would take what was added with it. */
  private CompletionStage<Void> retain(PackagePath path, VersionRecord version, OriginType first) {
    return intents.settled().thenCompose(done -> local.retain(path, version, first));
  }
}
