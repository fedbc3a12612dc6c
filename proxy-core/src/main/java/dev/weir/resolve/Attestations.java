package dev.weir.resolve;

import dev.weir.cache.AnswerKey;
import dev.weir.cache.Answers;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.OriginAnswer;
import dev.weir.catalog.SearchOrder;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Attestations of one version: those of the first connection, in search order, that has any, of
 * those that may hear the package's name.
 */
public final class Attestations {
  private final Answers answers;
  private final Confidants confidants;
  private final Documents documents;
  private final LocalVersions local;

  Attestations(Answers answers, Confidants confidants, Documents documents, LocalVersions local) {
    this.local = local;
    this.answers = answers;
    this.confidants = confidants;
    this.documents = documents;
  }

  /** The attestations, as JSON; {@code Absent} only if all connections said that there are none. */
  CompletionStage<Resolution<byte[]>> of(SearchOrder order, PackageName name, String version) {
    return own(order.repositories(), name, version)
        .thenCompose(
            found ->
                found.isPresent()
                    ? now(new Resolution.Found<>(found.get()))
                    : confidants
                        .of(order, name)
                        .thenCompose(
                            hearing ->
                                ask(order, List.copyOf(hearing), new Wanted(name, version))));
  }

  /** What was published here with a version is of the nearest repository that has it. */
  private CompletionStage<Optional<byte[]>> own(
      List<RepositoryId> repositories, PackageName name, String version) {
    if (repositories.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return local
        .attestations(new PackagePath(repositories.get(0), name), version)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : own(repositories.subList(1, repositories.size()), name, version));
  }

  private record Wanted(PackageName name, String version) {
    /** As npm's own registry spells it in {@code dist.attestations.url}. */
    String path() {
      return "-/npm/v1/attestations/%s@%s".formatted(name.escaped(), version);
    }
  }

  /** One after the other: most repositories have one connection, and most have what is asked. */
  private CompletionStage<Resolution<byte[]>> ask(
      SearchOrder order, List<ConnectionName> left, Wanted wanted) {
    if (left.isEmpty()) {
      return now(new Resolution.Absent<>(order.sources(), CacheStatus.MISS));
    }
    var connection = left.get(0);
    return answers
        .get(new AnswerKey(connection, wanted.path()))
        .thenCompose(answer -> judged(connection, wanted, answer))
        .thenCompose(
            answer ->
                answer.match(
                    found -> now(new Resolution.Found<>(found.json())),
                    absent -> ask(order, left.subList(1, left.size()), wanted),
                    fault ->
                        now(
                            new Resolution.Unavailable<>(
                                order.external(connection), fault.cause()))));
  }

  /**
   * An origin that cannot be asked may have said before that there are none: a stored packument
   * shows for each version whether it has attestations.
   */
  private CompletionStage<OriginAnswer> judged(
      ConnectionName connection, Wanted wanted, OriginAnswer answer) {
    return answer instanceof OriginAnswer.Unavailable
        ? documents
            .stored(new DocumentKey(connection, wanted.name()))
            .thenApply(
                document ->
                    showsNone(document, wanted)
                        ? new OriginAnswer.Absent(CacheStatus.STALE)
                        : answer)
        : CompletableFuture.completedFuture(answer);
  }

  private static boolean showsNone(Optional<LoadedDocument> document, Wanted wanted) {
    if (document.isEmpty()) {
      return false;
    }
    var index = document.get().index();
    int i = index.find(wanted.version());
    return i >= 0 && !index.hasAttestations(i);
  }

  private static CompletionStage<Resolution<byte[]>> now(Resolution<byte[]> resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
