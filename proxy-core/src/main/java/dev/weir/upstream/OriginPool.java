package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections of one origin: to its own server, and apart from them those to servers that it
 * names, which must lie at public addresses. Thread-safe.
 *
 * <p>A server is offered HTTP/2, if the settings have it, until it has once chosen HTTP/1.1: then
 * it gets as many connections as HTTP/1.1 needs.
 */
final class OriginPool {
  /** Whose connections, and how many requests go over one. */
  private enum Kind {
    OWN,
    OWN_SHARED,
    PASSING,
    PASSING_SHARED
  }

  /** More servers than that are not remembered as speaking HTTP/1.1 only. */
  private static final int MOST_REMEMBERED = 100;

  private final Transport transport;
  private final UpstreamSettings settings;
  private final String name;
  private final AtomicInteger waiting = new AtomicInteger();
  private final Set<String> withoutHttp2 = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Guards what is below, made at the first use; most origins never redirect. */
  private final Object lock = new Object();

  private final Map<Kind, ConnectionProvider> connections = new EnumMap<>(Kind.class);
  private final Map<Route, HttpClient> clients = new HashMap<>();
  private @Nullable Trust trusted;

  OriginPool(Transport transport, UpstreamSettings settings, String name) {
    this.transport = transport;
    this.settings = settings;
    this.name = name;
  }

  /**
   * The client for {@code address}.
   *
   * @param anywhere whether it may lie at a private address: the origin's own server, or any that
   *     the operator trusts
   */
  HttpClient client(WebAddress address, boolean anywhere, Optional<Proxy> proxy, Trust trust) {
    boolean secure = address.scheme().equals("https");
    boolean http2 = secure && settings.http2() && !withoutHttp2.contains(address.hostAndPort());
    return client(new Route(anywhere, http2, proxy, secure), trust);
  }

  private HttpClient client(Route route, Trust trust) {
    synchronized (lock) {
      if (trusted != trust) {
        trusted = trust;
        clients.clear();
      }
      return clients.computeIfAbsent(route, made -> make(made, trust));
    }
  }

  private HttpClient make(Route route, Trust trust) {
    boolean http2 = route.offersHttp2();
    var kind =
        route.anywhere()
            ? http2 ? Kind.OWN_SHARED : Kind.OWN
            : http2 ? Kind.PASSING_SHARED : Kind.PASSING;
    var provider = connections.computeIfAbsent(kind, this::provider);
    return transport.client(provider, route, trust.tls(http2));
  }

  private ConnectionProvider provider(Kind kind) {
    return switch (kind) {
      case OWN -> transport.connections(name);
      case OWN_SHARED -> transport.sharedConnections(name + " shared");
      case PASSING -> transport.passingConnections(name + " elsewhere");
      case PASSING_SHARED -> transport.passingSharedConnections(name + " elsewhere shared");
    };
  }

  /** The server was offered HTTP/2 and chose HTTP/1.1. */
  void withoutHttp2(WebAddress address) {
    if (withoutHttp2.size() < MOST_REMEMBERED) {
      withoutHttp2.add(address.hostAndPort());
    }
  }

  /**
   * Whether one more request may wait for its answer's head; {@link #left} gives its place back.
   * reactor-netty has no bound of its own for those that wait for an HTTP/2 stream.
   */
  boolean enter() {
    if (waiting.incrementAndGet() <= settings.maxConnections() + settings.maxPending()) {
      return true;
    }
    waiting.decrementAndGet();
    return false;
  }

  void left() {
    waiting.decrementAndGet();
  }

  /** Whether a request would only make connections that nobody closes. */
  boolean isClosed() {
    return closed;
  }

  /** Closes idle connections, fails what waits for one, and takes nothing new. */
  CompletionStage<Void> close() {
    closed = true;
    synchronized (lock) {
      var all = new ArrayList<Mono<Void>>();
      connections.values().forEach(provider -> all.add(provider.disposeLater()));
      return Mono.when(all).toFuture();
    }
  }
}
