package dev.weir.registry;

import dev.weir.cache.CacheListener;
import dev.weir.cache.CpuPool;
import dev.weir.http.Outcome;
import dev.weir.http.Replies;
import dev.weir.http.Reply;
import dev.weir.model.PackageName;
import dev.weir.resolve.PackumentView;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.Resolver;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.json.JsonMapper;

/** {@code GET <base>-/package/<name>/dist-tags}, and one tag of them. */
final class DistTagsHandler {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Resolver resolver;
  private final CpuPool cpu;
  private final CacheListener listener;

  DistTagsHandler(RegistryParts parts) {
    this.resolver = parts.resolver();
    this.cpu = parts.cpu();
    this.listener = parts.listener();
  }

  /**
   * @param tag the only one wanted, or empty for all
   */
  CompletionStage<Reply> handle(RepositoryRequest request, PackageName name, Optional<String> tag) {
    return resolver
        .packument(request.repository(), name, request.demand())
        .thenApplyAsync(
            resolution -> {
              Statuses.tell(listener, request, resolution);
              return reply(name, tag, resolution);
            },
            cpu.small());
  }

  private static Reply reply(
      PackageName name, Optional<String> tag, Resolution<PackumentView> resolution) {
    return resolution.match(
        found -> tags(name, found.value().distTags(), tag),
        absent -> Faults.absent("package not found: " + name),
        Faults::denied,
        Faults::unavailable,
        Faults::corrupt);
  }

  private static Reply tags(PackageName name, Map<String, String> tags, Optional<String> tag) {
    if (tag.isEmpty()) {
      return tags.isEmpty() ? Faults.absent("no dist-tags: " + name) : json(tags);
    }
    var version = tags.get(tag.get());
    return version == null
        ? Faults.absent("dist-tag not found: %s@%s".formatted(name, tag.get()))
        : json(version);
  }

  private static Reply json(Object value) {
    return Replies.json(HttpResponseStatus.OK, Outcome.OK, JSON.writeValueAsBytes(value));
  }
}
