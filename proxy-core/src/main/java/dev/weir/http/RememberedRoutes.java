package dev.weir.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the routes of paths that were asked for before, as far as they have a {@link Shortcut}:
 * finding a route takes a path apart, which for a hot request would be most of the work. For routes
 * that depend on method and path alone.
 *
 * <p>A table of fixed size in sets of two, by the path's hash: what is remembered last pushes out
 * what was remembered before it, and losing a route costs no more than to find it again.
 * Thread-safe without locks: a race loses a memory, never mixes two up.
 */
final class RememberedRoutes implements Routes {
  /** Longer paths are no package's. */
  private static final int LONGEST = 512;

  private record Known(String path, Route route) {}

  private final Routes routes;
  private final AtomicReferenceArray<@Nullable Known> known;
  private final int mask;

  /**
   * @param most how many are remembered at most; rounded down to a power of two, at least two
   */
  RememberedRoutes(Routes routes, int most) {
    int size = Math.max(2, Integer.highestOneBit(most));
    this.routes = routes;
    this.known = new AtomicReferenceArray<>(size);
    this.mask = size - 1;
  }

  @Override
  public Route route(Request request) {
    var path = request.path();
    if (!request.method().equals(HttpMethod.GET) || path.length() > LONGEST) {
      return routes.route(request);
    }
    int first = spread(path.hashCode()) & mask;
    var here = known.getAcquire(first);
    if (here != null && here.path.equals(path)) {
      return here.route;
    }
    var there = known.getAcquire(first ^ 1);
    if (there != null && there.path.equals(path)) {
      return there.route;
    }
    return find(request, first, here);
  }

  private Route find(Request request, int first, @Nullable Known pushed) {
    var route = routes.route(request);
    if (route.shortcut() != Shortcut.NONE) {
      if (pushed != null) {
        known.setRelease(first ^ 1, pushed);
      }
      known.setRelease(first, new Known(request.path(), route));
    }
    return route;
  }

  private static int spread(int hash) {
    return hash ^ hash >>> 16;
  }
}
