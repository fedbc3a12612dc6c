package dev.weir.resolve;

import dev.weir.cache.Documents;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.model.RepositoryId;
import dev.weir.npm.NewNames;
import dev.weir.policy.OriginControls;
import dev.weir.policy.PackageFacts;
import dev.weir.policy.PrivateScopes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Decides whether a version may be published to a repository that may have others of its package.
 */
final class PublishJudge {
  private final LocalVersions local;
  private final Documents documents;
  private final PrivateScopes privateScopes;

  PublishJudge(LocalVersions local, Documents documents, PrivateScopes privateScopes) {
    this.privateScopes = privateScopes;
    this.local = local;
    this.documents = documents;
  }

  /**
   * What ends a publish before it is done: a refusal, or that the version is there already. Empty
   * if it is to be done.
   *
   * @param together repositories that the version goes to at once, this one among them: that one of
   *     them finds it in another is no reason against it
   */
  CompletionStage<Optional<PublishOutcome>> judge(
      CatalogSnapshot seen, LocalPackage all, Candidate candidate, Set<RepositoryId> together) {
    boolean declared = privateScopes.cover(all.path().name());
    var facts =
        all.record()
            .map(record -> record.facts(declared))
            .orElseGet(() -> new PackageFacts(Optional.empty(), Optional.empty(), declared));
    var restrictions = OriginControls.ofPublish(facts);
    if (restrictions.blocksPublish()) {
      return ended(PublishOutcome.denied(blocked(all)));
    }
    return local
        .same(all.path().repository(), all.path().name(), candidate.version())
        .thenCompose(
            there ->
                there.isPresent()
                    ? ended(again(there.get(), candidate))
                    : judgeNew(seen, all, candidate, together));
  }

  /** Of a version that the repository does not have. */
  private CompletionStage<Optional<PublishOutcome>> judgeNew(
      CatalogSnapshot seen, LocalPackage all, Candidate candidate, Set<RepositoryId> together) {
    var restrictions =
        OriginControls.of(
            all.record().map(record -> record.facts(false)).orElse(PackageFacts.NOTHING));
    var problem =
        all.record().isEmpty() ? NewNames.problem(all.path().name()) : Optional.<String>empty();
    if (problem.isPresent()) {
      return ended(PublishOutcome.invalid(problem.get()));
    }
    return restrictions.blocksUpstream()
        ? CompletableFuture.completedFuture(Optional.empty())
        : elsewhere(seen, all.path(), candidate.version(), together);
  }

  private static String blocked(LocalPackage all) {
    var path = all.path();
    return ("publishing %s to %s is blocked by the package's origin controls: it has versions that"
            + " came from outside, or an operator set it so (put-package-origin-configuration"
            + " allows it)")
        .formatted(path.name(), path.repository());
  }

  /** The same bytes may be published again: a client may not have heard that they were. */
  private static PublishOutcome again(VersionRecord there, Candidate candidate) {
    boolean same =
        there.isServed()
            && there.version().equals(candidate.version())
            && there
                .published()
                .filter(asset -> asset.blob().equals(candidate.content().sha512()))
                .isPresent();
    if (same) {
      return PublishOutcome.UNCHANGED;
    }
    return PublishOutcome.conflict(
        there.isServed()
            ? "cannot publish over the previously published version %s".formatted(there.version())
            : "cannot publish over version %s, which is %s"
                .formatted(there.version(), there.status()));
  }

  /** A conflict if another place of the search order has the version, by what is stored alone. */
  private CompletionStage<Optional<PublishOutcome>> elsewhere(
      CatalogSnapshot seen, PackagePath path, String version, Set<RepositoryId> together) {
    return seen.searchOrder(path.repository())
        .map(
            order ->
                new StoredPlaces(local, documents)
                    .of(order, path, version, together, privateScopes.cover(path.name())))
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
        .thenApply(
            where ->
                where.map(
                    place ->
                        PublishOutcome.conflict(
                            "cannot publish over %s@%s, which %s has"
                                .formatted(path.name(), version, place))));
  }

  private static CompletionStage<Optional<PublishOutcome>> ended(PublishOutcome outcome) {
    return CompletableFuture.completedFuture(Optional.of(outcome));
  }
}
