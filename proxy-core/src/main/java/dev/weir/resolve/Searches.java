package dev.weir.resolve;

import dev.weir.cache.AnswerKey;
import dev.weir.cache.Answers;
import dev.weir.catalog.SearchOrder;
import dev.weir.config.SearchSettings;
import dev.weir.model.ConnectionName;
import dev.weir.npm.SearchQuery;
import dev.weir.upstream.UpstreamResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Searches: the first connection, in search order, that has a search answers alone, since pages of
 * several could not be put together. Where none has, or none shall be asked, what is stored is
 * searched.
 */
final class Searches {
  private final Answers answers;
  private final StoredSearch stored;
  private final SearchSettings settings;

  Searches(Answers answers, StoredSearch stored, SearchSettings settings) {
    this.answers = answers;
    this.stored = stored;
    this.settings = settings;
  }

  /** The answer, as JSON. */
  CompletionStage<Resolution<byte[]>> of(SearchOrder order, SearchQuery query) {
    return ask(order, settings.forward() ? order.connections() : List.of(), query);
  }

  private CompletionStage<Resolution<byte[]>> ask(
      SearchOrder order, List<ConnectionName> left, SearchQuery query) {
    if (left.isEmpty()) {
      return stored.of(order, query).thenApply(Resolution.Found::new);
    }
    var connection = left.get(0);
    return answers
        .get(new AnswerKey(connection, query.path()))
        .thenCompose(
            answer ->
                answer.match(
                    found -> now(new Resolution.Found<>(found.json())),
                    absent -> ask(order, left.subList(1, left.size()), query),
                    fault ->
                        hasNone(fault.cause())
                            ? ask(order, left.subList(1, left.size()), query)
                            : now(
                                new Resolution.Unavailable<>(
                                    order.external(connection), fault.cause()))));
  }

  private static boolean hasNone(UpstreamResponse cause) {
    return cause instanceof UpstreamResponse.Refused refused && refused.status() == 405;
  }

  private static CompletionStage<Resolution<byte[]>> now(Resolution<byte[]> resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
