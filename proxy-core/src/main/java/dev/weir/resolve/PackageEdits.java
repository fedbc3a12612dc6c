package dev.weir.resolve;

import static java.util.Objects.requireNonNull;

import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.DistTagRules;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.PublishDocument;
import dev.weir.npm.PublishedManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What clients of npm change of packages that a repository has: dist-tags, deprecations, and which
 * of its own versions there are. On disk before a stage completes, and seen from then on.
 */
public final class PackageEdits {
  private static final String LATEST = "latest";

  private final PackageTurns turns;

  public PackageEdits(PackageTurns turns) {
    this.turns = turns;
  }

  /** Points a dist-tag at a version that the repository has. */
  public CompletionStage<PublishOutcome> tag(
      CatalogSnapshot seen, PackagePath path, String tag, String version) {
    var problem = DistTagRules.problem(tag);
    if (problem.isPresent()) {
      return done(PublishOutcome.invalid(problem.get()));
    }
    return turns.run(
        seen,
        path,
        List.of(version),
        all -> {
          if (all.versions().stream().noneMatch(v -> v.version().equals(version) && v.isServed())) {
            return done(
                PublishOutcome.absent(
                    "version not found in %s: %s@%s"
                        .formatted(path.repository(), path.name(), version)));
          }
          var tags = new LinkedHashMap<>(all.head().tags());
          return version.equals(tags.put(tag, version))
              ? done(PublishOutcome.UNCHANGED)
              : write(all, tags);
        });
  }

  /** Takes a dist-tag away. */
  public CompletionStage<PublishOutcome> untag(CatalogSnapshot seen, PackagePath path, String tag) {
    if (tag.equals(LATEST)) {
      return done(
          PublishOutcome.invalid("dist-tag: latest (expected: another one; latest always exists)"));
    }
    return turns.run(
        seen,
        path,
        List.of(),
        all -> {
          var tags = new LinkedHashMap<>(all.head().tags());
          return tags.remove(tag) == null
              ? done(
                  PublishOutcome.absent(
                      "dist-tag not found in %s: %s@%s"
                          .formatted(path.repository(), path.name(), tag)))
              : write(all, tags);
        });
  }

  private CompletionStage<PublishOutcome> write(LocalPackage all, Map<String, String> tags) {
    var record = all.record().orElseThrow();
    return apply(
        List.of(Write.packageRecord(all.path(), record.with(record.headOrEmpty().tagged(tags)))));
  }

  /**
   * Takes over what a document without a tarball says: why versions are deprecated, or that they
   * are not. Everything else in it is the registry's to say. Versions that the repository has not
   * published, and copies of what an upstream repository has, are passed over. What was made of
   * another revision than there is by now would undo what came between: it is a conflict, unless
   * all is as it says.
   */
  CompletionStage<PublishOutcome> update(
      CatalogSnapshot seen, PackagePath path, PublishDocument document) {
    if (document.versions().isEmpty()) {
      return done(
          PublishOutcome.invalid(
              "versions: none (expected: a tarball to publish, or versions to deprecate; owners and"
                  + " stars are not kept here)"));
    }
    return turns.run(
        seen,
        path,
        all -> {
          var named =
              all.versions().stream()
                  .filter(v -> v.isOurs() && document.versions().containsKey(v.version()))
                  .toList();
          return notUpstream(seen, path, named)
              .thenCompose(known -> deprecate(all, known, document));
        });
  }

  /**
   * Those of which this repository says itself what is shown: of a copy it is what the repository
   * upstream says that has the version still.
   */
  private CompletionStage<List<VersionRecord>> notUpstream(
      CatalogSnapshot seen, PackagePath path, List<VersionRecord> versions) {
    var upstream =
        seen.searchOrder(path.repository()).stream()
            .flatMap(order -> order.repositories().stream())
            .filter(repository -> !repository.equals(path.repository()))
            .toList();
    var known = CompletableFuture.completedFuture(List.<VersionRecord>of());
    for (var version : versions) {
      var told =
          version.copiedFrom(path.repository()).isEmpty()
              ? CompletableFuture.completedFuture(false)
              : hasSame(upstream, path.name(), version).toCompletableFuture();
      known = known.thenCombine(told, (some, yes) -> yes ? some : with(some, version));
    }
    return known;
  }

  private CompletionStage<Boolean> hasSame(
      List<RepositoryId> repositories, PackageName name, VersionRecord version) {
    var blob = version.published().map(PublishedAsset::blob);
    CompletionStage<Boolean> same = CompletableFuture.completedFuture(false);
    for (var repository : repositories) {
      same =
          same.thenCombine(
              turns.local().find(repository, name, version.version()),
              (before, there) ->
                  before
                      || blob.isPresent()
                          && there
                              .filter(VersionRecord::isListed)
                              .flatMap(VersionRecord::published)
                              .map(PublishedAsset::blob)
                              .equals(blob));
    }
    return same;
  }

  private static List<VersionRecord> with(List<VersionRecord> some, VersionRecord another) {
    var all = new ArrayList<>(some);
    all.add(another);
    return all;
  }

  private CompletionStage<PublishOutcome> deprecate(
      LocalPackage all, List<VersionRecord> known, PublishDocument document) {
    if (known.isEmpty()) {
      return done(
          PublishOutcome.absent(
              ("package not found: %s has no published version of %s that the document names, or an"
                      + " upstream repository has it, where it is to be deprecated")
                  .formatted(all.path().repository(), all.path().name())));
    }
    return deprecate(all.path(), known, document, new ArrayList<>())
        .thenCompose(writes -> deprecated(all, document, writes));
  }

  private CompletionStage<PublishOutcome> deprecated(
      LocalPackage all, PublishDocument document, List<Write> writes) {
    if (writes.isEmpty()) {
      return done(PublishOutcome.UNCHANGED);
    }
    var conflict = document.revision().flatMap(revision -> stale(all, revision));
    return conflict.isPresent() ? done(conflict.get()) : changed(all, writes);
  }

  /** One version after the other, so that one manifest is in memory at a time. */
  private CompletionStage<List<Write>> deprecate(
      PackagePath path, List<VersionRecord> left, PublishDocument document, List<Write> writes) {
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(writes);
    }
    var version = left.get(0);
    var sent = requireNonNull(document.versions().get(version.version()));
    return turns
        .local()
        .manifest(path, version)
        .thenCompose(found -> deprecate(path, version, found, sent.deprecated(), writes))
        .thenCompose(done -> deprecate(path, left.subList(1, left.size()), document, writes));
  }

  private CompletionStage<?> deprecate(
      PackagePath path,
      VersionRecord version,
      Optional<IndexedManifest> found,
      Optional<String> message,
      List<Write> writes) {
    if (found.isEmpty() || PublishedManifest.deprecation(found.get()).equals(message)) {
      return CompletableFuture.completedFuture(null);
    }
    return turns
        .local()
        .manifests()
        .put(path, PublishedManifest.deprecated(found.get(), message))
        .thenAccept(
            apart -> {
              writes.add(Write.version(path, version.with(apart)));
              Write.withoutManifest(path, version).ifPresent(writes::add);
            });
  }

  private CompletionStage<PublishOutcome> changed(LocalPackage all, List<Write> writes) {
    var record = all.record().orElseThrow();
    var every = new ArrayList<>(writes);
    every.add(Write.packageRecord(all.path(), record.with(record.headOrEmpty().changed())));
    return apply(every);
  }

  /**
   * Deletes the published versions that {@code document} has no more, and takes over its dist-tags.
   *
   * @param revision the {@code _rev} that the client saw; another one is a conflict
   */
  CompletionStage<PublishOutcome> unpublish(
      CatalogSnapshot seen, PackagePath path, String revision, PublishDocument document) {
    if (document.versions().isEmpty()) {
      return done(
          PublishOutcome.invalid(
              "versions: none (expected: those that stay; owners are not kept here)"));
    }
    return atRevision(
        seen,
        path,
        revision,
        all -> {
          var gone =
              all.versions().stream()
                  .filter(PackageEdits::isEdited)
                  .filter(version -> !document.versions().containsKey(version.version()))
                  .toList();
          if (gone.isEmpty()) {
            return done(PublishOutcome.UNCHANGED);
          }
          var writes = new ArrayList<>(Write.without(path, gone));
          writes.add(Write.packageRecord(path, without(all, gone, document.distTags())));
          return apply(writes);
        });
  }

  /** Deletes all published versions; the name stays ours. */
  public CompletionStage<PublishOutcome> unpublishAll(
      CatalogSnapshot seen, PackagePath path, String revision) {
    return atRevision(
        seen,
        path,
        revision,
        all -> {
          var gone = all.versions().stream().filter(PackageEdits::isEdited).toList();
          if (gone.isEmpty()) {
            return done(absent(path));
          }
          var writes = new ArrayList<>(Write.without(path, gone));
          var record = without(all, gone, Map.of());
          var head = record.headOrEmpty().published(record.headOrEmpty().tags(), Optional.empty());
          writes.add(Write.packageRecord(path, record.with(head)));
          return apply(writes);
        });
  }

  /**
   * Says whether a version's tarball is gone, as it is with its version: npm asks for both, in that
   * order. Deletes nothing.
   */
  public CompletionStage<PublishOutcome> unpublishTarball(
      CatalogSnapshot seen, PackagePath path, String file, String revision) {
    return atRevision(
        seen,
        path,
        revision,
        all -> {
          if (all.versions().stream().anyMatch(version -> version.file().equals(file))) {
            return done(
                PublishOutcome.conflict(
                    "tarball: %s (expected: that of a version that is gone; take the version out first)"
                        .formatted(file)));
          }
          return done(
              isNamedFor(path, file)
                  ? PublishOutcome.UNCHANGED
                  : PublishOutcome.absent(
                      "tarball not found: %s is none of %s".formatted(file, path.name())));
        });
  }

  private static boolean isNamedFor(PackagePath path, String file) {
    return file.startsWith(path.name().basename() + "-") && file.endsWith(".tgz");
  }

  /** Whether a client sees it that edits the package: what is hidden from it is not deleted. */
  private static boolean isEdited(VersionRecord version) {
    return version.isOurs() && version.isListed();
  }

  private static PackageRecord without(
      LocalPackage all, List<VersionRecord> versions, Map<String, String> wanted) {
    var gone = versions.stream().map(VersionRecord::version).collect(Collectors.toSet());
    var record = PackageChanges.without(all, gone);
    var left = new HashSet<String>();
    all.versions().forEach(version -> left.add(version.version()));
    left.removeAll(gone);
    var tags = new LinkedHashMap<>(record.headOrEmpty().tags());
    wanted.forEach(
        (tag, version) -> {
          if (left.contains(version) && DistTagRules.isTag(tag)) {
            tags.put(tag, version);
          }
        });
    return record.with(record.headOrEmpty().tagged(tags));
  }

  private CompletionStage<PublishOutcome> atRevision(
      CatalogSnapshot seen,
      PackagePath path,
      String revision,
      Function<LocalPackage, CompletionStage<PublishOutcome>> change) {
    return turns.run(
        seen,
        path,
        all -> {
          if (all.record().isEmpty()) {
            return done(absent(path));
          }
          var conflict = stale(all, revision);
          return conflict.isPresent() ? done(conflict.get()) : change.apply(all);
        });
  }

  /** A conflict if the client saw another revision than there is. */
  private static Optional<PublishOutcome> stale(LocalPackage all, String revision) {
    return all.revision().equals(revision)
        ? Optional.empty()
        : Optional.of(
            PublishOutcome.conflict(
                "_rev: %s (expected: %s; somebody else changed the package meanwhile)"
                    .formatted(revision, all.revision())));
  }

  private static PublishOutcome absent(PackagePath path) {
    return PublishOutcome.absent(
        "package not found: %s has no published version of %s"
            .formatted(path.repository(), path.name()));
  }

  private CompletionStage<PublishOutcome> apply(List<Write> writes) {
    return turns.intents().apply(writes).thenApply(done -> PublishOutcome.DONE);
  }

  private static CompletionStage<PublishOutcome> done(PublishOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
