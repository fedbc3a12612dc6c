package dev.weir.http;

/**
 * Finds who answers a request. Pure and quick: called on the event loop for every request, before
 * the handler, so that an exchange has its operation's name however it ends.
 */
@FunctionalInterface
public interface Routes {
  /** Never fails and never answers nothing: {@link Route#NOT_FOUND} is a route too. */
  Route route(Request request);

  /** The same route for everything. */
  static Routes to(String operation, Handler handler) {
    var route = new Route(operation, handler);
    return request -> route;
  }

  /**
   * The same routes, of which {@code most} with a {@link Shortcut} are remembered by their path.
   * They must depend on method and path alone.
   */
  default Routes remembering(int most) {
    return new RememberedRoutes(this, most);
  }

  /** Puts {@code filter} before every route, those that answer 404 and 405 included. */
  default Routes behind(Filter filter) {
    return request -> route(request).behind(filter);
  }
}
