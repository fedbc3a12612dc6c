package dev.weir.registry;

import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.http.Reply;
import dev.weir.model.PackageName;
import dev.weir.resolve.PackumentView;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Resolver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GET <base><name>/<version or tag>}: one manifest; a tag is looked for first. */
final class ManifestHandler {
  private final Resolver resolver;
  private final PackumentReplies replies;
  private final CpuPool cpu;
  private final CacheListener listener;

  ManifestHandler(RegistryParts parts) {
    this.resolver = parts.resolver();
    this.replies = new PackumentReplies(parts);
    this.cpu = parts.cpu();
    this.listener = parts.listener();
  }

  CompletionStage<Reply> handle(RepositoryRequest request, PackageName name, String versionOrTag) {
    return Again.ifReplaced(() -> resolve(request, name, versionOrTag));
  }

  private CompletionStage<Reply> resolve(
      RepositoryRequest request, PackageName name, String versionOrTag) {
    return resolver
        .packument(request.repository(), name, request.demand())
        .thenComposeAsync(
            resolution -> {
              Statuses.tell(listener, request, resolution);
              return reply(request, name, versionOrTag, resolution);
            },
            cpu.small());
  }

  private CompletionStage<Reply> reply(
      RepositoryRequest request,
      PackageName name,
      String versionOrTag,
      Resolution<PackumentView> resolution) {
    return resolution.match(
        found -> manifest(request, found.value(), versionOrTag),
        absent -> now(Faults.absent("package not found: " + name)),
        denied -> now(Faults.denied(denied)),
        unavailable -> now(Faults.unavailable(unavailable)),
        corrupt -> now(Faults.corrupt(corrupt)));
  }

  private CompletionStage<Reply> manifest(
      RepositoryRequest request, PackumentView view, String versionOrTag) {
    var coding = Negotiation.of(request.http().headers()).coding();
    var which = request.toPublish() ? "stored-manifest:" : "manifest:";
    var rendering = which + versionOrTag;
    return view.manifest(versionOrTag, request.base())
        .map(plan -> replies.of(request, view, rendering, coding, plan))
        .orElseGet(
            () ->
                now(
                    Faults.absent(
                        "version not found: %s@%s".formatted(view.name(), versionOrTag))));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
