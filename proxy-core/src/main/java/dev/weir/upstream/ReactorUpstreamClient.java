package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import dev.weir.model.ConnectionName;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks origins with reactor-netty over HTTP/1.1 or HTTP/2, on the daemon's event loops.
 *
 * <p>Each connection name has its own pool, breaker and memory of a 429; an origin whose address
 * changes keeps them. Bodies come back pulled and decoded; see {@link UpstreamResponse.Found}.
 */
public final class ReactorUpstreamClient implements UpstreamClient {
  private final UpstreamSettings settings;
  private final OriginDirectory directory;
  private final UpstreamRuntime runtime;
  private final UpstreamListener listener;
  private final ProxyRules proxies;
  private final Transport transport;
  private final ConcurrentHashMap<ConnectionName, OriginState> origins = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable CompletableFuture<Void>> closing =
      new AtomicReference<>();

  /** Asks DNS as the system is configured to. */
  public ReactorUpstreamClient(
      UpstreamSettings settings,
      OriginDirectory directory,
      UpstreamRuntime runtime,
      UpstreamListener listener,
      ProxyRules proxies) {
    this(settings, directory, runtime, listener, proxies, new SharedLoops(runtime.loops()));
  }

  private ReactorUpstreamClient(
      UpstreamSettings settings,
      OriginDirectory directory,
      UpstreamRuntime runtime,
      UpstreamListener listener,
      ProxyRules proxies,
      SharedLoops loops) {
    this(
        settings,
        directory,
        runtime,
        listener,
        proxies,
        new Transport(settings, loops, Transport.dns(loops, settings.connectTimeout())));
  }

  ReactorUpstreamClient(
      UpstreamSettings settings,
      OriginDirectory directory,
      UpstreamRuntime runtime,
      UpstreamListener listener,
      ProxyRules proxies,
      Transport transport) {
    this.settings = settings;
    this.directory = directory;
    this.runtime = runtime;
    this.listener = listener;
    this.proxies = proxies;
    this.transport = transport;
  }

  @Override
  public CompletionStage<UpstreamResponse> fetch(UpstreamRequest request) {
    var origin = directory.origin(request.connection());
    if (closing.get() != null) {
      return answer(Fetch.stopping());
    } else if (origin.isEmpty()) {
      return answer(unconfigured(request.connection()));
    }
    var state = origins.computeIfAbsent(request.connection(), this::open);
    var resting = state.leftAloneFor();
    if (resting.isPresent()) {
      return answer(leftAlone(request.connection(), resting.get()));
    }
    var target = OriginAddress.of(origin.get(), request.target());
    return target instanceof Destination.To to
        ? fetch(request, origin.get(), state, to)
        : answer(((Destination.Nowhere) target).failure());
  }

  private CompletionStage<UpstreamResponse> fetch(
      UpstreamRequest request, Origin origin, OriginState state, Destination.To target) {
    var loop = transport.loops().next();
    var fetch = new Fetch(request, origin, state, settings, runtime, listener, proxies, loop);
    return origin
        .trust()
        .ready()
        .handle((ready, failure) -> failure)
        .thenCompose(
            failure ->
                failure != null && target.address().scheme().equals("https")
                    ? answer(untrusting(origin, failure))
                    : fetch.start(target));
  }

  private static UpstreamResponse untrusting(Origin origin, Throwable failure) {
    return new Failed(
        Kind.CONNECT,
        "connection %s: the certificates that the JVM trusts cannot be read: %s"
            .formatted(origin.name(), failure.getMessage()));
  }

  private static CompletionStage<UpstreamResponse> answer(UpstreamResponse response) {
    return CompletableFuture.completedStage(response);
  }

  private static Failed unconfigured(ConnectionName connection) {
    String variable =
        connection.equals(ConnectionName.PUBLIC_NPMJS) ? " or WEIR_PUBLIC_NPMJS_URL" : "";
    return new Failed(
        Kind.UNCONFIGURED,
        "connection %1$s has no address: set external-connections.%1$s.url%2$s"
            .formatted(connection, variable));
  }

  private static Refused leftAlone(ConnectionName connection, Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new Refused(
        429,
        "connection %s answered 429 and asked to be left alone for %ds more"
            .formatted(connection, seconds),
        Optional.of(wait));
  }

  private OriginState open(ConnectionName connection) {
    var breaker =
        new CircuitBreaker(
            settings.breakerFailures(),
            settings.breakerPause(),
            runtime.ticker(),
            open -> listener.breaker(connection, open));
    return new OriginState(
        breaker, new OriginPool(transport, settings, connection.value()), runtime.ticker());
  }

  /**
   * Whether a request would not be sent now because of faults in a row: then there is no use in
   * waiting for a revalidation. False once the pause is over, so that the next request can find
   * out.
   */
  public boolean breakerOpen(ConnectionName connection) {
    var state = origins.get(connection);
    return state != null && state.breaker().refuses();
  }

  /** How the connection's origin does; good if it was never asked. */
  public OriginHealth health(ConnectionName connection) {
    var state = origins.get(connection);
    return state == null
        ? OriginHealth.GOOD
        : new OriginHealth(state.breaker().open(), state.leftAloneFor());
  }

  /**
   * Takes no more requests, and breaks those that still run: the server that wanted them has been
   * drained before.
   */
  @Override
  public CompletionStage<Void> closeAsync() {
    var closed = new CompletableFuture<Void>();
    var before = closing.compareAndExchange(null, closed);
    if (before != null) {
      return before;
    }
    var pools = origins.values().stream().map(state -> state.pool().close().toCompletableFuture());
    CompletableFuture.allOf(pools.toArray(CompletableFuture[]::new))
        .thenCompose(done -> transport.close())
        .whenComplete((done, failure) -> closed.complete(null));
    return closed;
  }
}
