package dev.weir.resolve;

import dev.weir.cache.OverloadedException;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginType;
import dev.weir.resolve.BatchOutcome.Code;
import dev.weir.resolve.BatchOutcome.Done;
import dev.weir.resolve.BatchOutcome.Failed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Copies versions from one repository of a domain to another, all or none, as CodeArtifact's API
 * does: with their status and with the dist-tags that point at them. No byte of a tarball moves and
 * no origin is asked. Stages complete on any thread and fail with {@link RepositoryGoneException}
 * if a repository was deleted.
 */
public final class VersionCopies {
  private static final String SKIPPED = "Version %s was skipped";
  private static final String LATEST = "latest";

  private final PackageTurns turns;
  private final CopySources sources;
  private final InstantSource clock;

  /**
   * Of a resolver's repositories.
   *
   * @param resolver knows what is open, and what connections have stored
   */
  public VersionCopies(PackageTurns turns, Resolver resolver, InstantSource clock) {
    this.turns = turns;
    this.sources = resolver.copySources();
    this.clock = clock;
  }

  /**
   * How to copy.
   *
   * @param includeFromUpstream whether a version that only the source's upstreams have is copied
   * @param allowOverwrite whether a version of other content at the destination is replaced
   */
  public record Options(boolean includeFromUpstream, boolean allowOverwrite) {}

  /**
   * Copies; empty if there is nothing of the package to copy from. Versions that the destination
   * has already just so are in neither part of the outcome.
   *
   * @param seen the catalog in which both repositories were found
   * @param to another repository than {@code from}'s
   */
  public CompletionStage<Optional<BatchOutcome>> copy(
      CatalogSnapshot seen, PackagePath from, RepositoryId to, Batch batch, Options options) {
    var path = new PackagePath(to, from.name());
    return sources
        .find(seen, from, batch.versions(), options.includeFromUpstream())
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : turns
                        .run(
                            seen,
                            path,
                            batch.versions(),
                            there -> into(there, found.get(), batch, options))
                        .thenApply(Optional::of));
  }

  private CompletionStage<BatchOutcome> into(
      LocalPackage there, CopySource source, Batch batch, Options options) {
    var theirs = new BatchRules(source.records());
    var ours = new BatchRules(there.versions());
    var failed =
        theirs.failures(
            batch, version -> refusal(version, ours.find(version.version()), options), SKIPPED);
    if (!failed.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchOutcome(Map.of(), failed));
    }
    var copies =
        batch.versions().stream()
            .map(version -> theirs.find(version).orElseThrow())
            .filter(version -> !isSame(version, ours.find(version.version())))
            .map(version -> version.copied(clock.millis()))
            .toList();
    return withManifests(there.path(), source, copies, new ArrayList<>())
        .thenCompose(
            apart ->
                attested(source, apart)
                    .thenCompose(attestations -> write(there, source, apart, attestations)));
  }

  /** The copies once their manifests are there, of which one is in memory at a time. */
  private CompletionStage<List<VersionRecord>> withManifests(
      PackagePath to, CopySource source, List<VersionRecord> left, List<VersionRecord> done) {
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(done);
    }
    var copy = left.get(0);
    return turns
        .local()
        .manifest(source.at(copy.version()).orElse(to), copy)
        .thenCompose(
            manifest ->
                turns.local().manifests().put(to, manifest.orElseThrow(() -> goneMeanwhile(copy))))
        .thenCompose(
            apart -> {
              done.add(copy.with(apart));
              return withManifests(to, source, left.subList(1, left.size()), done);
            });
  }

  private static OverloadedException goneMeanwhile(VersionRecord version) {
    return new OverloadedException(
        "version %s is being changed at the source".formatted(version.version()));
  }

  /** What came with each copy's publish about where it is from, in the order of the copies. */
  private CompletionStage<List<Optional<byte[]>>> attested(
      CopySource source, List<VersionRecord> copies) {
    var found =
        copies.stream()
            .map(copy -> attested(source.repositories(), copy))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> found.stream().map(CompletableFuture::join).toList());
  }

  /** Of the nearest repository that has the same bytes and any of it. */
  private CompletionStage<Optional<byte[]>> attested(
      List<PackagePath> repositories, VersionRecord version) {
    if (repositories.isEmpty() || !version.isOurs()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    var nearest = repositories.get(0);
    return turns
        .local()
        .find(nearest.repository(), nearest.name(), version.version())
        .thenCompose(
            there ->
                there.filter(version::hasContentOf).isPresent()
                    ? turns.local().attestations(nearest, version.version())
                    : CompletableFuture.completedFuture(Optional.<byte[]>empty()))
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : attested(repositories.subList(1, repositories.size()), version));
  }

  private static Optional<Failed> refusal(
      VersionRecord version, Optional<VersionRecord> there, Options options) {
    if (isDisposed(version) || there.filter(VersionCopies::isDisposed).isPresent()) {
      return Optional.of(
          new Failed(
              Code.NOT_ALLOWED,
              "version %s is Disposed %s (expected: one whose assets are there)"
                  .formatted(
                      version.version(),
                      isDisposed(version) ? "at the source" : "at the destination")));
    } else if (there.isPresent() && !isSame(version, there) && !options.allowOverwrite()) {
      return Optional.of(
          new Failed(
              Code.ALREADY_EXISTS, "Version %s already exists".formatted(version.version())));
    }
    return Optional.empty();
  }

  private static boolean isDisposed(VersionRecord version) {
    return version.status().equals(VersionRecord.DISPOSED);
  }

  /** One that cannot be read is like no other. */
  private static boolean isSame(VersionRecord version, Optional<VersionRecord> there) {
    var revision = BatchRules.revision(version);
    return there.filter(own -> BatchRules.revision(own).equals(revision)).isPresent();
  }

  /** The versions before the record, whose tags so never speak of what is not there. */
  private CompletionStage<BatchOutcome> write(
      LocalPackage there,
      CopySource source,
      List<VersionRecord> copies,
      List<Optional<byte[]>> attestations) {
    if (copies.isEmpty()) {
      return CompletableFuture.completedFuture(new BatchOutcome(Map.of(), Map.of()));
    }
    var writes = new ArrayList<Write>();
    var done = new LinkedHashMap<String, Done>();
    for (int i = 0; i < copies.size(); i++) {
      var copy = copies.get(i);
      writes.add(
          attestations
              .get(i)
              .map(json -> Write.attestations(there.path(), copy.version(), json))
              .orElseGet(() -> Write.withoutAttestations(there.path(), copy.version())));
      writes.add(Write.version(there.path(), copy));
      replaced(there, copy).ifPresent(writes::add);
      done.put(copy.version(), new Done(BatchRules.revision(copy), copy.status()));
    }
    writes.add(Write.packageRecord(there.path(), record(there, source, copies)));
    return unlessGone(
        copies,
        () -> turns.intents().apply(writes).thenApply(nothing -> new BatchOutcome(done, Map.of())));
  }

  /**
   * The source is not held while it is copied: a version of it may have been deleted, and its
   * tarball swept, since it was read.
   */
  private CompletionStage<BatchOutcome> unlessGone(
      List<VersionRecord> copies, Supplier<CompletionStage<BatchOutcome>> copy) {
    var blobs =
        copies.stream()
            .flatMap(version -> version.published().stream())
            .map(PublishedAsset::blob)
            .toList();
    return turns
        .local()
        .named()
        .whileNaming(
            blobs,
            () ->
                sources
                    .gone(copies)
                    .thenCompose(
                        gone ->
                            gone.isEmpty()
                                ? copy.get()
                                : CompletableFuture.completedFuture(gone(copies, gone))));
  }

  private static BatchOutcome gone(List<VersionRecord> copies, Set<String> gone) {
    var failed = new LinkedHashMap<String, Failed>();
    for (var copy : copies) {
      var version = copy.version();
      failed.put(
          version,
          gone.contains(version)
              ? new Failed(
                  Code.NOT_FOUND,
                  "version %s has no tarball any more (expected: one that is stored)"
                      .formatted(version))
              : new Failed(Code.SKIPPED, SKIPPED.formatted(version)));
    }
    return new BatchOutcome(Map.of(), failed);
  }

  /** Deletes the manifest of a version that is overwritten. */
  private static Optional<Write> replaced(LocalPackage there, VersionRecord copy) {
    return there.versions().stream()
        .filter(own -> own.version().equals(copy.version()) && !own.apart().equals(copy.apart()))
        .findFirst()
        .flatMap(own -> Write.withoutManifest(there.path(), own));
  }

  private PackageRecord record(LocalPackage there, CopySource source, List<VersionRecord> copies) {
    var first =
        copies.stream().anyMatch(VersionRecord::isOurs) ? OriginType.UNKNOWN : OriginType.EXTERNAL;
    var record =
        there
            .record()
            .map(known -> known.having(first))
            .orElseGet(() -> PackageRecord.first(first, clock.millis()));
    var done = copies.stream().map(VersionRecord::version).collect(Collectors.toSet());
    var travelling = source.tagsOf(done);
    var tags = new LinkedHashMap<>(there.head().tags());
    tags.putAll(travelling);
    var top =
        travelling.containsKey(LATEST) ? source.top().or(there.head()::top) : there.head().top();
    return record.with(there.head().published(tags, top));
  }
}
