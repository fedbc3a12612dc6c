package dev.weir.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** The routes of one path by method; any other method is answered 405. */
record Methods(Map<HttpMethod, Route> routes, Route otherwise) implements Routes {
  static Methods of(Map<HttpMethod, Route> routes) {
    var all = new HashMap<>(routes);
    var allow = new ArrayList<String>();
    for (var method : routes.keySet()) {
      allow.add(method.name());
    }
    var get = routes.get(HttpMethod.GET);
    if (get != null && all.putIfAbsent(HttpMethod.HEAD, get) == null) {
      allow.add(allow.indexOf(HttpMethod.GET.name()) + 1, HttpMethod.HEAD.name());
    }
    return new Methods(Map.copyOf(all), Route.methodNotAllowed(String.join(", ", allow)));
  }

  @Override
  public Route route(Request request) {
    return routes.getOrDefault(request.method(), otherwise);
  }
}
