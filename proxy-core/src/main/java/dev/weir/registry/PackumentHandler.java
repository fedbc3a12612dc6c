package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Demand;
import dev.weir.cache.HotKey;
import dev.weir.cache.HotSlot;
import dev.weir.http.EncodedHead;
import dev.weir.http.Reply;
import dev.weir.model.PackageName;
import dev.weir.resolve.PackumentView;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Resolver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET <base><name>}: a packument in the form and coding that the client takes. */
final class PackumentHandler {
  private final RegistryParts parts;
  private final Resolver resolver;
  private final PackumentReplies replies;
  private final CpuPool cpu;
  private final CacheListener listener;

  /** By what is to come into memory; no more of them than requests that are being answered. */
  private final ConcurrentHashMap<HotKey, Look> looks = new ConcurrentHashMap<>();

  PackumentHandler(RegistryParts parts) {
    this.parts = parts;
    this.resolver = parts.resolver();
    this.replies = new PackumentReplies(parts);
    this.cpu = parts.cpu();
    this.listener = parts.listener();
  }

  /** The shortcut to what {@link #handle} answers again and again. */
  HotPackument hot(RepositoryBase base, PackageName name) {
    return new HotPackument(parts, replies, base, name);
  }

  CompletionStage<Reply> handle(RepositoryRequest request, HotPackument hot) {
    var negotiation = Negotiation.of(request.http().headers());
    if (request.toWrite()) {
      return alone(
          request, hot.name(), negotiation, resolver.own(request.repository(), hot.name()), "own");
    } else if (request.toPublish()) {
      return alone(
          request,
          hot.name(),
          negotiation,
          resolver.packument(request.repository(), hot.name(), Demand.STORED),
          "stored");
    }
    if (request.forced()) {
      return Again.ifReplaced(() -> resolve(request, hot, negotiation, Demand.REVALIDATED));
    }
    var key = hot.key(request.http(), negotiation);
    long now = parts.clock().millis();
    var entry = parts.hot().find(key, stamp(request), now);
    if (entry == null) {
      return look(request, hot, negotiation, key);
    }
    if (!entry.fresh(now)) {
      // The shortcut sends one request a second here to look; the others it answers itself.
      entry.body().release();
      return Again.ifReplaced(() -> resolve(request, hot, negotiation, Demand.CURRENT));
    }
    listener.answered(request.repository(), CacheKind.PACKUMENT, CacheStatus.HIT);
    return now(replies.hot(request, entry));
  }

  /**
   * What is not everybody's packument, and is kept apart from it.
   *
   * @param which of them it is
   */
  private CompletionStage<Reply> alone(
      RepositoryRequest request,
      PackageName name,
      Negotiation negotiation,
      CompletionStage<Resolution<PackumentView>> resolving,
      String which) {
    return resolving.thenComposeAsync(
        resolution ->
            resolution.match(
                found ->
                    replies.of(
                        request,
                        found.value(),
                        which + negotiation.form().name(),
                        negotiation.coding(),
                        found.value().plan(negotiation.form(), request.base())),
                absent -> now(absent(name)),
                denied -> now(Faults.denied(denied)),
                unavailable -> now(Faults.unavailable(unavailable)),
                corrupt -> now(Faults.corrupt(corrupt))),
        cpu.small());
  }

  private long stamp(RepositoryRequest request) {
    return parts.catalog().snapshot().stamp(request.repository());
  }

  /** What one request finds out for all who want the same meanwhile. */
  private static final class Look {
    private final long era;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile Optional<Resolution<PackumentView>> outcome = Optional.empty();

    /**
     * @param era of the package when it began
     */
    Look(long era) {
      this.era = era;
    }
  }

  /**
   * Whoever comes first resolves; those who come meanwhile are sent what that brings into memory.
   * Two hundred who each resolved what the others did took 28 ms longer than one.
   */
  private CompletionStage<Reply> look(
      RepositoryRequest request, HotPackument hot, Negotiation negotiation, HotKey key) {
    var mine = new Look(parts.eras().of(hot.name()));
    var theirs = looks.putIfAbsent(key, mine);
    if (theirs != null && theirs.era != mine.era) {
      // The package has changed since that one began to look.
      return Again.ifReplaced(() -> resolve(request, hot, negotiation, Demand.CURRENT));
    } else if (theirs != null) {
      return theirs.end.thenCompose(
          nothing -> afterLook(request, hot, negotiation, key, theirs.outcome));
    }
    CompletionStage<Reply> reply;
    try {
      reply = Again.ifReplaced(() -> resolve(request, hot, negotiation, Demand.CURRENT, mine));
    } catch (Throwable e) { // an Error too: all who wait must hear of the end
      reply = CompletableFuture.failedFuture(e);
    }
    return reply.whenComplete(
        (done, failure) -> {
          looks.remove(key, mine);
          mine.end.complete(null);
        });
  }

  private CompletionStage<Reply> afterLook(
      RepositoryRequest request,
      HotPackument hot,
      Negotiation negotiation,
      HotKey key,
      Optional<Resolution<PackumentView>> outcome) {
    if (outcome.isPresent() && !(outcome.get() instanceof Resolution.Found)) {
      listener.joined(CacheKind.PACKUMENT);
      Statuses.tell(listener, request, outcome.get());
      return reply(request, hot.name(), negotiation, outcome.get());
    }
    long now = parts.clock().millis();
    var entry = outcome.isEmpty() ? null : parts.hot().peek(new HotSlot(key), stamp(request), now);
    if (entry == null) {
      // It is not kept, as what is too long for it, or nobody needed its body.
      return Again.ifReplaced(() -> resolve(request, hot, negotiation, Demand.CURRENT));
    }
    listener.joined(CacheKind.PACKUMENT);
    Statuses.tell(listener, request, outcome.get());
    return now(replies.fetched(request, entry));
  }

  private CompletionStage<Reply> resolve(
      RepositoryRequest request, HotPackument hot, Negotiation negotiation, Demand demand) {
    return resolve(request, hot, negotiation, demand, new Look(parts.eras().of(hot.name())));
  }

  private CompletionStage<Reply> resolve(
      RepositoryRequest request,
      HotPackument hot,
      Negotiation negotiation,
      Demand demand,
      Look look) {
    long stamp = stamp(request);
    long era = parts.eras().of(hot.name());
    return resolver
        .packument(request.repository(), hot.name(), demand)
        .thenComposeAsync(
            resolution -> {
              look.outcome = Optional.of(resolution);
              Statuses.tell(listener, request, resolution);
              remember(hot, resolution, stamp, era);
              return reply(request, hot.name(), negotiation, resolution);
            },
            cpu.small());
  }

  private static void remember(
      HotPackument hot, Resolution<PackumentView> resolution, long stamp, long era) {
    if (resolution instanceof Resolution.Absent) {
      hot.absent(EncodedHead.of(absent(hot.name())), stamp, era);
    } else {
      hot.present();
    }
  }

  private CompletionStage<Reply> reply(
      RepositoryRequest request,
      PackageName name,
      Negotiation negotiation,
      Resolution<PackumentView> resolution) {
    return resolution.match(
        found -> replies.of(request, found.value(), negotiation),
        absent -> now(absent(name)),
        denied -> now(Faults.denied(denied)),
        unavailable -> now(Faults.unavailable(unavailable)),
        corrupt -> now(Faults.corrupt(corrupt)));
  }

  private static Reply absent(PackageName name) {
    return Faults.absent("package not found: " + name);
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
