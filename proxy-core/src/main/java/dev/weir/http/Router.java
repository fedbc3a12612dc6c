package dev.weir.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Routes by path: an exact path wins over any prefix, and among prefixes the one declared first.
 * Paths are compared as sent, so a path that hides in percent-encoding finds nothing. HEAD goes
 * where GET goes. Unknown paths get 404, or 400 if no path should look like that; known ones with
 * another method 405 with {@code Allow}.
 */
public final class Router implements Routes {
  private final Map<String, Methods> exact;
  private final List<Prefix> prefixes;

  private Router(Builder builder) {
    exact = Map.copyOf(builder.methods());
    prefixes = List.copyOf(builder.prefixes);
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Route route(Request request) {
    var methods = exact.get(request.path());
    if (methods != null) {
      return methods.route(request);
    }
    for (var prefix : prefixes) {
      if (request.path().startsWith(prefix.path())) {
        return prefix.routes().route(request);
      }
    }
    return Route.unknown(request.path());
  }

  private record Prefix(String path, Routes routes) {}

  /** The table of routes, in the making. */
  public static final class Builder {
    private final Map<String, Map<HttpMethod, Route>> exact = new HashMap<>();
    private final List<Prefix> prefixes = new ArrayList<>();

    private Builder() {}

    /** GET and HEAD of exactly {@code path}. */
    public Builder get(String path, String operation, Handler handler) {
      return on(HttpMethod.GET, path, operation, handler);
    }

    /** One method of exactly {@code path}. */
    public Builder on(HttpMethod method, String path, String operation, Handler handler) {
      return on(method, path, new Route(operation, handler));
    }

    /** One method of exactly {@code path}. */
    public Builder on(HttpMethod method, String path, Route route) {
      var methods = exact.computeIfAbsent(checked(path), unseen -> new LinkedHashMap<>());
      if (methods.putIfAbsent(method, route) != null) {
        throw new IllegalArgumentException("%s %s is routed twice".formatted(method, path));
      }
      return this;
    }

    /** Every method of every path that begins with {@code prefix}, which ends in a slash. */
    public Builder under(String prefix, Routes routes) {
      if (!prefix.endsWith("/")) {
        throw new IllegalArgumentException("prefix: %s (expected: …/)".formatted(prefix));
      }
      prefixes.add(new Prefix(checked(prefix), routes));
      return this;
    }

    public Router build() {
      return new Router(this);
    }

    private Map<String, Methods> methods() {
      var methods = new HashMap<String, Methods>();
      exact.forEach((path, routes) -> methods.put(path, Methods.of(routes)));
      return methods;
    }

    private static String checked(String path) {
      if (!path.startsWith("/")) {
        throw new IllegalArgumentException("path: %s (expected: /…)".formatted(path));
      }
      return path;
    }
  }
}
