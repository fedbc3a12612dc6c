package dev.weir.resolve;

import dev.weir.cache.AnswerKey;
import dev.weir.cache.Answers;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.CpuPool;
import dev.weir.cache.OriginAnswer;
import dev.weir.catalog.SearchOrder;
import dev.weir.npm.SigningKeys;
import dev.weir.upstream.UpstreamResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The public keys that a repository's connections sign with, all together: a client cannot tell
 * which of them a package came from.
 */
public final class Keys {
  private static final String PATH = "-/npm/v1/keys";

  private final Answers answers;
  private final CpuPool cpu;

  Keys(Answers answers, CpuPool cpu) {
    this.answers = answers;
    this.cpu = cpu;
  }

  /**
   * The keys, as JSON; {@code Absent} if no connection signs. One that gives no answer is never
   * left out: without its keys its signatures would look forged.
   */
  CompletionStage<Resolution<byte[]>> of(SearchOrder order) {
    var asked =
        order.connections().stream()
            .map(connection -> answers.get(new AnswerKey(connection, PATH)))
            .map(CompletionStage::toCompletableFuture)
            .toList();
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenCompose(nothing -> union(order, asked.stream().map(CompletableFuture::join).toList()));
  }

  private CompletionStage<Resolution<byte[]>> union(
      SearchOrder order, List<OriginAnswer> inOrderOfConnections) {
    var found = new ArrayList<byte[]>();
    for (int i = 0; i < inOrderOfConnections.size(); i++) {
      var answer = inOrderOfConnections.get(i);
      if (answer instanceof OriginAnswer.Found one) {
        found.add(one.json());
      } else if (answer instanceof OriginAnswer.Unavailable fault && !signsNothing(fault.cause())) {
        var source = order.external(order.connections().get(i));
        return now(new Resolution.Unavailable<>(source, fault.cause()));
      }
    }
    return found.size() > 1 ? merged(found) : now(only(order, found));
  }

  private CompletionStage<Resolution<byte[]>> merged(List<byte[]> found) {
    long length = found.stream().mapToLong(json -> json.length).sum();
    return CompletableFuture.supplyAsync(
        () -> new Resolution.Found<>(SigningKeys.merge(found)), cpu.laneFor(length));
  }

  private static Resolution<byte[]> only(SearchOrder order, List<byte[]> found) {
    return found.isEmpty()
        ? new Resolution.Absent<>(order.sources(), CacheStatus.MISS)
        : new Resolution.Found<>(found.get(0));
  }

  /** To npm, 400 says the same as 404: this registry does not sign. */
  private static boolean signsNothing(UpstreamResponse cause) {
    return cause instanceof UpstreamResponse.Refused refused && refused.status() == 400;
  }

  private static CompletionStage<Resolution<byte[]>> now(Resolution<byte[]> resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
