package dev.weir.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Who answers a request, and under what name it is counted.
 *
 * @param operation a name of a small fixed set; never anything a client chose
 * @param body what becomes of a request's body
 * @param shortcut asked before the handler
 */
public record Route(String operation, Handler handler, BodyUse body, Shortcut shortcut) {
  /** A route that takes no body. */
  public Route(String operation, Handler handler) {
    this(operation, handler, BodyUse.NONE, Shortcut.NONE);
  }

  /** The same route, with a shortcut to what its handler would answer. */
  public Route shortBy(Shortcut found) {
    return new Route(operation, handler, body, found);
  }

  /** The same route, with the request's body. */
  public Route takingBody() {
    return new Route(operation, handler, BodyUse.WHOLE, shortcut);
  }

  /** The same route, with the request's body as it comes, at most {@code limit} bytes of it. */
  public Route streamingBody(long limit) {
    return new Route(operation, handler, BodyUse.streamed(limit), shortcut);
  }

  /** The operation of requests that nobody answers. */
  public static final String UNROUTED = "unrouted";

  /** Answers 404 to everything. */
  public static final Route NOT_FOUND =
      refusing(
          request ->
              new ServiceException(
                  HttpResponseStatus.NOT_FOUND,
                  Outcome.NOT_FOUND,
                  "no such path: " + request.path()));

  /** For a path that nothing is served at: 404, or 400 if {@link PathCheck} finds a fault. */
  public static Route unknown(String path) {
    return PathCheck.problem(path).map(Route::badPath).orElse(NOT_FOUND);
  }

  /** Answers 400 to everything. */
  private static Route badPath(String problem) {
    return refusing(
        request ->
            new ServiceException(
                HttpResponseStatus.BAD_REQUEST, Outcome.CLIENT_ERROR, "path: " + problem));
  }

  /** Answers 405 to everything; {@code allow} is the value of the {@code Allow} field. */
  public static Route methodNotAllowed(String allow) {
    return refusing(request -> ServiceException.methodNotAllowed(request.method().name(), allow));
  }

  private static Route refusing(Function<Request, ServiceException> refusal) {
    return new Route(UNROUTED, request -> CompletableFuture.failedFuture(refusal.apply(request)));
  }

  public Route behind(Filter filter) {
    return new Route(operation, handler.behind(filter), body, shortcut.behind(filter));
  }
}
