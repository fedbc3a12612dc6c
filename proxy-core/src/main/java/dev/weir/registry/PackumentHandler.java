package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Demand;
import dev.weir.cache.HotCache;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.catalog.Catalog;
import dev.weir.http.Reply;
import dev.weir.model.PackageName;
import dev.weir.resolve.PackumentView;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Resolver;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET <base><name>}: a packument in the form and coding that the client takes. */
final class PackumentHandler {
  private final HotCache hot;
  private final Catalog catalog;
  private final Resolver resolver;
  private final PackumentReplies replies;
  private final CpuPool cpu;
  private final CacheListener listener;
  private final InstantSource clock;

  PackumentHandler(RegistryParts parts) {
    this.hot = parts.hot();
    this.catalog = parts.catalog();
    this.resolver = parts.resolver();
    this.replies = new PackumentReplies(parts);
    this.cpu = parts.cpu();
    this.listener = parts.listener();
    this.clock = parts.clock();
  }

  CompletionStage<Reply> handle(RepositoryRequest request, PackageName name) {
    var negotiation = Negotiation.of(request.http().headers());
    var key = new HotKey(request.repository(), name, negotiation.item(), request.base());
    return request.forced()
        ? Again.ifReplaced(() -> resolve(request, name, negotiation, Demand.REVALIDATED))
        : hot.get(key)
            .filter(entry -> usable(request, entry))
            .<CompletionStage<Reply>>map(
                entry -> {
                  listener.answered(request.repository(), CacheKind.PACKUMENT, CacheStatus.HIT);
                  return CompletableFuture.completedFuture(replies.hot(request, entry));
                })
            .orElseGet(
                () -> Again.ifReplaced(() -> resolve(request, name, negotiation, Demand.CURRENT)));
  }

  /** Gives back the reference of an entry that cannot be used. */
  private boolean usable(RepositoryRequest request, HotEntry entry) {
    if (entry.usable(stamp(request), clock.instant())) {
      return true;
    }
    entry.body().release();
    return false;
  }

  private long stamp(RepositoryRequest request) {
    return catalog.snapshot().stamp(request.repository());
  }

  private CompletionStage<Reply> resolve(
      RepositoryRequest request, PackageName name, Negotiation negotiation, Demand demand) {
    return resolver
        .packument(request.repository(), name, demand)
        .thenComposeAsync(
            resolution -> {
              Statuses.tell(listener, request, resolution);
              return reply(request, name, negotiation, resolution);
            },
            cpu.small());
  }

  private CompletionStage<Reply> reply(
      RepositoryRequest request,
      PackageName name,
      Negotiation negotiation,
      Resolution<PackumentView> resolution) {
    return resolution.match(
        found -> replies.of(request, found.value(), negotiation),
        absent -> now(Faults.absent("package not found: " + name)),
        denied -> now(Faults.denied(denied)),
        unavailable -> now(Faults.unavailable(unavailable)),
        corrupt -> now(Faults.corrupt(corrupt)));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
