package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.config.AnswerSettings;
import dev.weir.config.PackumentSettings;
import dev.weir.config.UpstreamSettings;
import dev.weir.model.ConnectionName;
import dev.weir.npm.JsonObjects;
import dev.weir.upstream.UpstreamBodyException;
import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import dev.weir.upstream.Validators;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small JSON documents of origins, passed on as they are: signing keys, attestations, searches,
 * advisories.
 *
 * <p>What is got is kept in memory under the rules of packuments: fresh for a while, revalidated,
 * served stale if the origin fails, remembered as absent. What is asked by POST is not kept, but
 * those who ask the same at the same time share one answer. Stages complete on any thread but never
 * do their work on an event loop.
 */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final String JSON = "application/json";

  /** How many of the longest answers may be on their way at a time. */
  private static final int BODIES = 4;

  private final UpstreamClient upstream;
  private final Reachability reachability;
  private final AnswerSettings settings;
  private final PackumentSettings packuments;
  private final UpstreamSettings upstreamSettings;
  private final FreshnessPolicy policy;
  private final CpuPool cpu;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final NegativeCache<AnswerKey> negatives;
  private final Cache<AnswerKey, KeptAnswer> kept;
  private final Coalescer<AnswerKey, OriginAnswer> refreshes = new Coalescer<>(() -> {});
  private final Coalescer<Posted, OriginAnswer> questions = new Coalescer<>(() -> {});
  private final AtomicInteger running = new AtomicInteger();
  private final MemoryBudget bodies;

  /** What all answers share; see the settings records for the bounds. */
  public record Parts(
      UpstreamClient upstream,
      Reachability reachability,
      AnswerSettings settings,
      PackumentSettings packuments,
      UpstreamSettings upstreamSettings,
      CpuPool cpu,
      Deadlines deadlines,
      InstantSource clock) {}

  public Answers(Parts parts) {
    this.upstream = parts.upstream();
    this.reachability = parts.reachability();
    this.settings = parts.settings();
    this.packuments = parts.packuments();
    this.upstreamSettings = parts.upstreamSettings();
    this.policy = new FreshnessPolicy(packuments);
    this.cpu = parts.cpu();
    this.deadlines = parts.deadlines();
    this.clock = parts.clock();
    this.negatives = new NegativeCache<>(packuments, clock);
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(settings.memory().bytes())
            .weigher((AnswerKey key, KeptAnswer answer) -> answer.weight(key))
            .executor(Runnable::run)
            .build();
    long longest = Math.max(settings.maxSize().bytes(), settings.maxAudit().bytes());
    this.bodies = new MemoryBudget("answer.max-size", BODIES * longest);
  }

  /** What counts the bytes of questions and answers that are on their way, to and from clients. */
  public MemoryBudget bodies() {
    return bodies;
  }

  /** The document that {@code key} names. */
  public CompletionStage<OriginAnswer> get(AnswerKey key) {
    if (negatives.holds(key)) {
      return now(new OriginAnswer.Absent(CacheStatus.NEGATIVE));
    }
    var known = Optional.ofNullable(kept.getIfPresent(key));
    var decision =
        policy.decide(
            known.map(KeptAnswer::freshUntil),
            clock.instant(),
            Demand.CURRENT,
            reachability.askable(key.connection()));
    return switch (decision) {
      case HIT -> now(as(known, CacheStatus.HIT));
      case SERVE_STALE -> now(as(known, CacheStatus.STALE));
      case SERVE_AND_REVALIDATE -> {
        refresh(key, known);
        yield now(as(known, CacheStatus.UPDATING));
      }
      case REVALIDATE ->
          deadlines.within(
              refresh(key, known)
                  .thenApply(answer -> orStale(answer, known))
                  .exceptionally(failure -> staleAfter(failure, key, known)),
              packuments.revalidateDeadline(),
              () -> as(known, CacheStatus.STALE));
      case FETCH -> refresh(key, known);
      case UNAVAILABLE -> now(new OriginAnswer.Unavailable(reachability.unasked(key.connection())));
    };
  }

  /** What an origin answers to {@code payload}, posted to {@code path}. */
  public CompletionStage<OriginAnswer> ask(
      ConnectionName connection, String path, UpstreamRequest.Payload payload) {
    var posted = new Posted(connection, path, ByteBuffer.wrap(payload.bytes()));
    return questions.join(
        posted,
        () ->
            counted(
                () ->
                    fetch(new AnswerKey(connection, path), Validators.NONE, Optional.of(payload))
                        .thenCompose(response -> take(posted, response))));
  }

  /** All that can change the answer to a question: two that differ in a byte share nothing. */
  private record Posted(ConnectionName connection, String path, ByteBuffer body) {}

  private CompletionStage<OriginAnswer> take(Posted posted, UpstreamResponse response) {
    var key = new AnswerKey(posted.connection(), posted.path());
    return response.match(
        found -> body(key, found).thenApply(taken -> taken.as(CacheStatus.MISS)),
        notModified -> now(new OriginAnswer.Unavailable(unexpected304(key))),
        notFound -> now(new OriginAnswer.Absent(CacheStatus.MISS)),
        Answers::unavailable,
        Answers::unavailable);
  }

  private CompletionStage<OriginAnswer> refresh(AnswerKey key, Optional<KeptAnswer> known) {
    return refreshes.join(
        key,
        () -> {
          // A flight may have ended since the caller looked.
          var since = known.isPresent() ? null : kept.getIfPresent(key);
          return since == null ? flight(key, known) : now(since.as(CacheStatus.HIT));
        });
  }

  private CompletionStage<OriginAnswer> flight(AnswerKey key, Optional<KeptAnswer> known) {
    var validators = known.map(KeptAnswer::validators).orElse(Validators.NONE);
    return counted(
        () ->
            fetch(key, validators, Optional.empty())
                .thenCompose(response -> keep(key, known, response)));
  }

  private CompletionStage<OriginAnswer> keep(
      AnswerKey key, Optional<KeptAnswer> known, UpstreamResponse response) {
    return response.match(
        found -> body(key, found).thenApply(taken -> kept(key, known, found, taken)),
        notModified -> now(known.map(k -> touched(key, k, notModified)).orElseThrow()),
        notFound -> now(forgotten(key)),
        Answers::unavailable,
        Answers::unavailable);
  }

  private OriginAnswer kept(
      AnswerKey key, Optional<KeptAnswer> known, UpstreamResponse.Found found, Taken taken) {
    if (taken instanceof Taken.Whole whole) {
      var fresh = found.maxAge().map(age -> policy.freshFor(found.maxAge()));
      var until = clock.instant().plus(fresh.orElse(settings.fresh()));
      negatives.forget(key);
      kept.put(key, new KeptAnswer(whole.json(), found.validators(), until));
    }
    return taken.as(known.isPresent() ? CacheStatus.EXPIRED : CacheStatus.MISS);
  }

  private OriginAnswer touched(
      AnswerKey key, KeptAnswer known, UpstreamResponse.NotModified answer) {
    var fresh = answer.maxAge().map(age -> policy.freshFor(answer.maxAge()));
    var until = clock.instant().plus(fresh.orElse(settings.fresh()));
    var current = new KeptAnswer(known.json(), known.validators(), until);
    kept.put(key, current);
    return current.as(CacheStatus.REVALIDATED);
  }

  private OriginAnswer forgotten(AnswerKey key) {
    negatives.remember(key);
    kept.invalidate(key);
    return new OriginAnswer.Absent(CacheStatus.MISS);
  }

  private static OriginAnswer as(Optional<KeptAnswer> known, CacheStatus status) {
    return known.orElseThrow().as(status);
  }

  private static OriginAnswer orStale(OriginAnswer answer, Optional<KeptAnswer> known) {
    return answer instanceof OriginAnswer.Unavailable ? as(known, CacheStatus.STALE) : answer;
  }

  /** A fault of our own is no more the user's than one of the origin. */
  private static OriginAnswer staleAfter(
      Throwable failure, AnswerKey key, Optional<KeptAnswer> known) {
    LOG.warn("not revalidated: {} {}", key, Failures.unwrap(failure).toString());
    return as(known, CacheStatus.STALE);
  }

  // Asking the origin.

  /** Until the answer's last byte, and never more than {@code answer.max-running} at a time. */
  private CompletionStage<OriginAnswer> counted(Supplier<CompletionStage<OriginAnswer>> flight) {
    if (running.incrementAndGet() > settings.maxRunning()) {
      running.decrementAndGet();
      throw new OverloadedException(
          "answer.max-running: %d questions to origins run already (expected: fewer)"
              .formatted(settings.maxRunning()));
    }
    return flight.get().whenComplete((answer, failure) -> running.decrementAndGet());
  }

  private CompletionStage<UpstreamResponse> fetch(
      AnswerKey key, Validators validators, Optional<UpstreamRequest.Payload> payload) {
    return upstream.fetch(
        new UpstreamRequest(
            key.connection(),
            new UpstreamRequest.Target.Path(key.path()),
            JSON,
            validators,
            settings.maxSize().bytes(),
            upstreamSettings.headDeadline(),
            payload));
  }

  /** What a 200's body came to. */
  private sealed interface Taken {
    @SuppressWarnings("ArrayRecordComponent")
    record Whole(byte[] json) implements Taken {}

    record Broken(UpstreamResponse.Failed cause) implements Taken {}

    default OriginAnswer as(CacheStatus status) {
      return this instanceof Whole whole
          ? new OriginAnswer.Found(whole.json(), status)
          : new OriginAnswer.Unavailable(((Broken) this).cause());
    }
  }

  private CompletionStage<Taken> body(AnswerKey key, UpstreamResponse.Found found) {
    return AnswerBody.read(found.body(), bodies)
        .thenCompose(
            json -> CompletableFuture.supplyAsync(() -> judge(key, json), cpu.laneFor(json.length)))
        .exceptionally(failure -> broken(Failures.unwrap(failure)));
  }

  /** A captive portal's page is no answer, and would be kept as one. */
  private static Taken judge(AnswerKey key, byte[] json) {
    return JsonObjects.problem(json)
        .<Taken>map(problem -> new Taken.Broken(malformed(key, problem)))
        .orElseGet(() -> new Taken.Whole(json));
  }

  private static UpstreamResponse.Failed malformed(AnswerKey key, String problem) {
    LOG.warn("malformed answer: connection={} {}", key, problem);
    return new UpstreamResponse.Failed(
        UpstreamResponse.Kind.MALFORMED,
        "connection %s sent no usable answer: %s".formatted(key.connection(), problem));
  }

  private static Taken broken(Throwable failure) {
    if (failure instanceof UpstreamBodyException body) {
      return new Taken.Broken(
          new UpstreamResponse.Failed(body.kind(), String.valueOf(body.getMessage())));
    }
    throw new CompletionException(failure);
  }

  private static UpstreamResponse unexpected304(AnswerKey key) {
    return new UpstreamResponse.Failed(
        UpstreamResponse.Kind.MALFORMED,
        "connection %s answered 304 to a POST".formatted(key.connection()));
  }

  private static CompletionStage<OriginAnswer> unavailable(UpstreamResponse cause) {
    return now(new OriginAnswer.Unavailable(cause));
  }

  private static CompletionStage<OriginAnswer> now(OriginAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
