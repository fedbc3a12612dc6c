package dev.weir.resolve;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.policy.OriginRestrictions;
import dev.weir.resolve.BatchOutcome.Code;
import dev.weir.resolve.BatchOutcome.Done;
import dev.weir.resolve.BatchOutcome.Failed;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Changes of packages that a repository has, as CodeArtifact's API has them. What several versions
 * are changed by happens to all or to none, whenever the power goes; it is on disk before a stage
 * completes. Stages complete on any thread and fail with {@link RepositoryGoneException} if the
 * repository was deleted.
 */
public final class PackageChanges {
  private static final String SKIPPED = "version %s is skipped";

  private final PackageTurns turns;
  private final InstantSource clock;

  public PackageChanges(PackageTurns turns, InstantSource clock) {
    this.turns = turns;
    this.clock = clock;
  }

  /** Sets a package's origin controls; one that does not exist is made, without a version. */
  public CompletionStage<Void> restrict(
      CatalogSnapshot seen, PackagePath path, OriginRestrictions restrictions) {
    return turns.run(
        seen,
        path,
        List.of(),
        all ->
            turns
                .local()
                .change(
                    path,
                    found -> {
                      var record = found.orElseGet(() -> PackageRecord.declared(clock.millis()));
                      return record.with(record.headOrEmpty().restricted(restrictions));
                    })
                .thenApply(changed -> null));
  }

  /** Deletes a package, its versions and its origin controls; empty if there is none. */
  public CompletionStage<Optional<ListedPackage>> delete(CatalogSnapshot seen, PackagePath path) {
    return turns.run(
        seen,
        path,
        all -> {
          if (all.record().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
          }
          var writes = new ArrayList<>(Write.without(path, all.versions()));
          writes.add(Write.withoutPackage(path));
          var listed = new ListedPackage(path.name(), all.record().get().restrictions());
          return turns.intents().apply(writes).thenApply(done -> Optional.of(listed));
        });
  }

  /** Gives versions another status; empty if the repository does not have the package. */
  public CompletionStage<Optional<BatchOutcome>> status(
      CatalogSnapshot seen, PackagePath path, Batch batch, String target) {
    return change(
        seen, path, batch, version -> Optional.of(version.inStatus(target)), this::ifNotDisposed);
  }

  /** Destroys the assets of versions, for ever; empty if there is no such package. */
  public CompletionStage<Optional<BatchOutcome>> dispose(
      CatalogSnapshot seen, PackagePath path, Batch batch) {
    return change(
        seen, path, batch, version -> Optional.of(version.disposed()), version -> Optional.empty());
  }

  /** Deletes versions; empty if the repository does not have the package. */
  public CompletionStage<Optional<BatchOutcome>> deleteVersions(
      CatalogSnapshot seen, PackagePath path, Batch batch) {
    return change(seen, path, batch, version -> Optional.empty(), version -> Optional.empty());
  }

  private Optional<Failed> ifNotDisposed(VersionRecord version) {
    return version.status().equals(VersionRecord.DISPOSED)
        ? Optional.of(
            new Failed(
                Code.NOT_ALLOWED,
                "version %s is Disposed (expected: one whose assets are there)"
                    .formatted(version.version())))
        : Optional.empty();
  }

  /**
   * @param to what becomes of a version; empty if it is deleted
   */
  private CompletionStage<Optional<BatchOutcome>> change(
      CatalogSnapshot seen,
      PackagePath path,
      Batch batch,
      Function<VersionRecord, Optional<VersionRecord>> to,
      Function<VersionRecord, Optional<Failed>> rule) {
    return turns.run(
        seen,
        path,
        batch.versions(),
        all -> {
          if (all.record().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
          }
          var rules = new BatchRules(all.versions());
          var failed = rules.failures(batch, rule, SKIPPED);
          return failed.isEmpty()
              ? change(all, batch, rules, to, 0, new Changed()).thenApply(Optional::of)
              : CompletableFuture.completedFuture(Optional.of(new BatchOutcome(Map.of(), failed)));
        });
  }

  /** What comes of the versions of a batch, one after the other. */
  private static final class Changed {
    private final List<Write> writes = new ArrayList<>();
    private final Map<String, Done> done = new LinkedHashMap<>();
    private final Set<String> gone = new HashSet<>();
  }

  private CompletionStage<BatchOutcome> change(
      LocalPackage all,
      Batch batch,
      BatchRules rules,
      Function<VersionRecord, Optional<VersionRecord>> to,
      int from,
      Changed changed) {
    if (from == batch.versions().size()) {
      changed.writes.add(Write.packageRecord(all.path(), without(all, changed.gone)));
      return turns
          .intents()
          .apply(changed.writes)
          .thenApply(nothing -> new BatchOutcome(changed.done, Map.of()));
    }
    var before = rules.find(batch.versions().get(from)).orElseThrow();
    var after = to.apply(before);
    if (after.isEmpty()) {
      changed.gone.add(before.version());
      changed.writes.addAll(Write.without(all.path(), List.of(before)));
      changed.done.put(before.version(), new Done(BatchRules.revision(before), "Deleted"));
      return change(all, batch, rules, to, from + 1, changed);
    }
    return turns
        .local()
        .apart(all.path(), after.get())
        .thenCompose(
            record -> {
              changed.writes.add(Write.version(all.path(), record));
              changed.done.put(
                  record.version(), new Done(BatchRules.revision(record), record.status()));
              return change(all, batch, rules, to, from + 1, changed);
            });
  }

  /** The package's record after versions have changed or gone. */
  static PackageRecord without(LocalPackage all, Collection<String> gone) {
    var record = all.record().orElseThrow();
    var tags = new LinkedHashMap<>(record.headOrEmpty().tags());
    tags.values().removeAll(List.copyOf(gone));
    return record.with(record.headOrEmpty().tagged(tags));
  }
}
