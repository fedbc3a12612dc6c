package dev.weir.registry;

import dev.weir.http.Request;
import dev.weir.http.Route;
import dev.weir.http.Routes;
import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /-/npm/v1/oidc/token/exchange/package/<name>}, at the root of the host: npm ignores
 * the path of the registry there. A CI job that offers its identity is told that nobody takes it.
 */
public final class TokenExchange implements Routes {
  /** What the paths begin with. */
  public static final String PREFIX = "/-/npm/v1/oidc/token/exchange/package/";

  @Override
  public Route route(Request request) {
    return request.method().equals(HttpMethod.POST)
        ? new Route(
            "npm_meta", any -> CompletableFuture.completedFuture(MetaHandler.noTrustedPublishing()))
        : Route.methodNotAllowed(HttpMethod.POST.name());
  }
}
