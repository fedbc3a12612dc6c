package dev.weir.registry;

import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.CacheStatus;
import dev.weir.resolve.PackumentView;
import dev.weir.resolve.Resolution;
import java.util.Optional;

/** How the cache answered where a packument was looked at, for the metrics. */
final class Statuses {
  private Statuses() {}

  /** Tells {@code listener}; what was refused or corrupt says nothing of the cache. */
  static void tell(
      CacheListener listener, RepositoryRequest request, Resolution<PackumentView> resolution) {
    resolution
        .<Optional<CacheStatus>>match(
            found -> Optional.of(found.value().status()),
            absent -> Optional.of(absent.status()),
            denied -> Optional.empty(),
            unavailable -> Optional.of(CacheStatus.MISS),
            corrupt -> Optional.empty())
        .ifPresent(status -> listener.answered(request.repository(), CacheKind.PACKUMENT, status));
  }
}
