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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * Attestations of one version: those that were published with it, else those of the first
 * connection, in search order, that has any, of those that may hear the package's name.
 */
public final class Attestations {
  private final Answers answers;
  private final OpenOrders orders;
  private final Confidants confidants;
  private final Documents documents;
  private final LocalVersions local;

  Attestations(
      Answers answers,
      OpenOrders orders,
      Confidants confidants,
      Documents documents,
      LocalVersions local) {
    this.local = local;
    this.orders = orders;
    this.answers = answers;
    this.confidants = confidants;
    this.documents = documents;
  }

  /**
   * The attestations, as JSON. The nearest repository that has the version decides: of one that is
   * not served there are none, and those of a registry outside are of what came from there.
   */
  CompletionStage<Resolution<byte[]>> of(SearchOrder order, PackageName name, String version) {
    var wanted = new Wanted(name, version);
    return orders
        .of(order, name)
        .thenCompose(
            open -> versions(open, wanted).thenCompose(found -> of(open.order(), wanted, found)));
  }

  /** A version that a repository has. */
  private record Own(RepositoryId repository, VersionRecord version) {}

  private CompletionStage<List<Own>> versions(OpenOrders.Open open, Wanted wanted) {
    var repositories = open.order().repositories();
    var asked =
        repositories.stream()
            .map(repository -> local.find(repository, wanted.name(), wanted.version()))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApply(
            nothing -> {
              var found = new ArrayList<Own>();
              for (int i = 0; i < asked.size(); i++) {
                var repository = repositories.get(i);
                asked
                    .get(i)
                    .join()
                    .filter(own -> own.isOurs() || !open.strangers().contains(repository))
                    .ifPresent(own -> found.add(new Own(repository, own)));
              }
              return found;
            });
  }

  private CompletionStage<Resolution<byte[]>> of(
      SearchOrder order, Wanted wanted, List<Own> found) {
    if (found.isEmpty()) {
      return outside(order, wanted, any -> true);
    }
    var nearest = found.get(0).version();
    if (!nearest.isServed()) {
      return now(absent(order));
    } else if (!nearest.isOurs()) {
      return outside(order, wanted, nearest.connectionName()::equals);
    }
    var same = found.stream().filter(own -> isSame(own.version(), nearest)).toList();
    return own(order, same, wanted);
  }

  private static boolean isSame(VersionRecord one, VersionRecord other) {
    var blob = other.published().map(PublishedAsset::blob);
    return blob.isPresent() && one.published().map(PublishedAsset::blob).equals(blob);
  }

  /** What came with the publish of these bytes, where they were published or copied to. */
  private CompletionStage<Resolution<byte[]>> own(
      SearchOrder order, List<Own> left, Wanted wanted) {
    return left.isEmpty()
        ? now(absent(order))
        : local
            .attestations(
                new PackagePath(left.get(0).repository(), wanted.name()), wanted.version())
            .thenCompose(
                found ->
                    found.isPresent()
                        ? now(new Resolution.Found<>(found.get()))
                        : own(order, left.subList(1, left.size()), wanted));
  }

  /** {@code Absent} only if all connections that are asked said that there are none. */
  private CompletionStage<Resolution<byte[]>> outside(
      SearchOrder order, Wanted wanted, Predicate<ConnectionName> asked) {
    return confidants
        .of(order, wanted.name())
        .thenCompose(hearing -> ask(order, hearing.stream().filter(asked).toList(), wanted));
  }

  private static Resolution<byte[]> absent(SearchOrder order) {
    return new Resolution.Absent<>(order.sources(), CacheStatus.MISS);
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
      return now(absent(order));
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
