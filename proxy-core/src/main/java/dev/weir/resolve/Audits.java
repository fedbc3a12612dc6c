package dev.weir.resolve;

import dev.weir.cache.Answers;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.CpuPool;
import dev.weir.cache.OriginAnswer;
import dev.weir.cache.Stages;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.npm.Advisories;
import dev.weir.npm.BulkAudit;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Asks a repository's connections for advisories, each about the names that it may hear.
 *
 * <p>An origin's fault is the audit's: an empty answer would claim that nothing is vulnerable.
 */
public final class Audits {
  private static final String PATH = "-/npm/v1/security/advisories/bulk";
  private static final String JSON = "application/json";

  /** How many names are looked up at a time, so that an audit leaves room in the store's queue. */
  private static final int AT_A_TIME = 64;

  private static final byte[] NOTHING = {'{', '}'};

  private final Answers answers;
  private final Confidants confidants;
  private final CpuPool cpu;

  Audits(Answers answers, Confidants confidants, CpuPool cpu) {
    this.answers = answers;
    this.confidants = confidants;
    this.cpu = cpu;
  }

  /** The advisories, as JSON. {@code Absent} if there is no origin that has any. */
  CompletionStage<Resolution<byte[]>> of(SearchOrder order, BulkAudit audit) {
    // Not the small lane: a long lockfile takes thousands of looks into the store.
    return CompletableFuture.supplyAsync(
            () -> questions(order, audit), cpu.laneFor(cpu.largeFrom()))
        .thenCompose(questions -> ask(order, questions));
  }

  /**
   * What to ask each connection.
   *
   * @param untold whether there are names that no connection could be asked about, though nothing
   *     says that they are only ours
   */
  private record Questions(Map<ConnectionName, byte[]> payloads, boolean untold) {}

  /** Waits for the store; for the CPU pool. */
  private Questions questions(SearchOrder order, BulkAudit audit) {
    var connections = order.connections();
    var hearing = hearing(order, List.copyOf(audit.names()));
    var payloads = new LinkedHashMap<ConnectionName, byte[]>();
    for (var connection : connections) {
      var part = audit.only(name -> hearing.getOrDefault(name, Set.of()).contains(connection));
      if (!part.isEmpty()) {
        payloads.put(connection, part.encode());
      }
    }
    return new Questions(payloads, connections.isEmpty() && !audit.isEmpty());
  }

  private Map<PackageName, Set<ConnectionName>> hearing(
      SearchOrder order, List<PackageName> names) {
    var hearing = new HashMap<PackageName, Set<ConnectionName>>();
    for (int from = 0; from < names.size(); from += AT_A_TIME) {
      var some = names.subList(from, Math.min(names.size(), from + AT_A_TIME));
      var asked = new ArrayList<CompletionStage<Set<ConnectionName>>>();
      some.forEach(name -> asked.add(confidants.of(order, name)));
      for (int i = 0; i < some.size(); i++) {
        hearing.put(some.get(i), Stages.await(asked.get(i)));
      }
    }
    return hearing;
  }

  private CompletionStage<Resolution<byte[]>> ask(SearchOrder order, Questions questions) {
    if (questions.untold()) {
      return now(new Resolution.Absent<>(order.sources(), CacheStatus.MISS));
    }
    // Nothing is left of the question only if all names are ours alone; the public can have
    // published no advisory about what it doesn't know.
    if (questions.payloads().isEmpty()) {
      return now(new Resolution.Found<>(NOTHING));
    }
    var asked = new LinkedHashMap<ConnectionName, CompletableFuture<OriginAnswer>>();
    questions
        .payloads()
        .forEach(
            (connection, payload) ->
                asked.put(
                    connection,
                    answers
                        .ask(connection, PATH, new UpstreamRequest.Payload(JSON, payload))
                        .toCompletableFuture()));
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenCompose(nothing -> merged(order, asked));
  }

  private CompletionStage<Resolution<byte[]>> merged(
      SearchOrder order, Map<ConnectionName, CompletableFuture<OriginAnswer>> asked) {
    var found = new ArrayList<byte[]>();
    Optional<Resolution<byte[]>> without = Optional.empty();
    for (var each : asked.entrySet()) {
      var answer = each.getValue().join();
      var source = order.external(each.getKey());
      if (answer instanceof OriginAnswer.Found one) {
        found.add(one.json());
      } else if (answer instanceof OriginAnswer.Unavailable fault && !keepsNone(fault.cause())) {
        return now(new Resolution.Unavailable<>(source, fault.cause()));
      } else {
        without = without.or(() -> Optional.of(without(order, source, answer)));
      }
    }
    return found.isEmpty() ? now(without.orElseThrow()) : merged(found);
  }

  private CompletionStage<Resolution<byte[]>> merged(List<byte[]> found) {
    if (found.size() == 1) {
      return now(new Resolution.Found<>(found.get(0)));
    }
    long length = found.stream().mapToLong(json -> json.length).sum();
    return CompletableFuture.supplyAsync(
        () -> new Resolution.Found<>(Advisories.merge(found)), cpu.laneFor(length));
  }

  /** A registry without advisories says that it knows no such path or method. */
  private static boolean keepsNone(UpstreamResponse cause) {
    return cause instanceof UpstreamResponse.Refused refused && refused.status() == 405;
  }

  private static Resolution<byte[]> without(SearchOrder order, Source source, OriginAnswer answer) {
    return answer instanceof OriginAnswer.Unavailable refused
        ? new Resolution.Unavailable<>(source, refused.cause())
        : new Resolution.Absent<>(order.sources(), CacheStatus.MISS);
  }

  private static CompletionStage<Resolution<byte[]>> now(Resolution<byte[]> resolution) {
    return CompletableFuture.completedFuture(resolution);
  }
}
