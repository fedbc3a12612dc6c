package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.Http2AllocationStrategy;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.NameResolverProvider;

/**
 * What the connections to all origins share: event loops, DNS, and how HTTP is spoken.
 *
 * <p>Left out on purpose: reactor-netty's own retries, redirects, decompression, timeouts and
 * proxies. Ours know about breakers, credentials and deadlines, and ask DNS without blocking.
 */
final class Transport {
  private static final int LARGEST_CHUNK = 256 << 10;

  /** Over HTTP/2 the requests at once to a server are spread over so many connections. */
  private static final int HTTP2_CONNECTIONS = 8;

  private final UpstreamSettings settings;
  private final SharedLoops loops;
  private final AddressResolverGroup<InetSocketAddress> anyAddress;
  private final AddressResolverGroup<InetSocketAddress> publicAddress;
  private final ChannelGroup channels;
  private final Scheduler evictions;

  /**
   * @param names closed with this
   */
  Transport(
      UpstreamSettings settings, SharedLoops loops, AddressResolverGroup<InetSocketAddress> names) {
    this.settings = settings;
    this.loops = loops;
    this.anyAddress = names;
    this.publicAddress = new PublicOnlyResolverGroup(names);
    this.channels = new DefaultChannelGroup("upstream", loops.next(), true);
    this.evictions = Schedulers.fromExecutorService(loops.onClient(true), "upstream-evictions");
  }

  /** DNS on the event loops, since the JDK's own resolver would block them. */
  static AddressResolverGroup<InetSocketAddress> dns(SharedLoops loops, Duration timeout) {
    return NameResolverProvider.builder()
        .queryTimeout(timeout)
        .build()
        .newNameResolverGroup(loops, true);
  }

  SharedLoops loops() {
    return loops;
  }

  /** Connections of which as many, for as long, as the settings say are kept per server. */
  ConnectionProvider connections(String name) {
    return poolSpec(name).build();
  }

  /** The same for servers that origins choose: a pool is dropped when it is not used any more. */
  ConnectionProvider passingConnections(String name) {
    return passing(poolSpec(name)).build();
  }

  /** Connections for a server that may choose HTTP/2, with as many requests at once on all. */
  ConnectionProvider sharedConnections(String name) {
    return poolSpec(name).allocationStrategy(fewConnections()).build();
  }

  /** The same for servers that origins choose. */
  ConnectionProvider passingSharedConnections(String name) {
    return passing(poolSpec(name)).allocationStrategy(fewConnections()).build();
  }

  private ConnectionProvider.Builder poolSpec(String name) {
    return ConnectionProvider.builder(name)
        .maxConnections(settings.maxConnections())
        .pendingAcquireMaxCount(settings.maxPending())
        // The deadline of the request ends the wait; a timer for each waiter would be one too many.
        .pendingAcquireTimeout(Duration.ZERO)
        .maxIdleTime(settings.poolIdle())
        .evictInBackground(settings.poolIdle(), evictions)
        .lifo();
  }

  private ConnectionProvider.Builder passing(ConnectionProvider.Builder spec) {
    return spec.disposeInactivePoolsInBackground(settings.poolIdle(), settings.poolIdle());
  }

  private Http2AllocationStrategy fewConnections() {
    return Http2AllocationStrategy.builder()
        .maxConnections(Math.min(HTTP2_CONNECTIONS, settings.maxConnections()))
        .maxConcurrentStreams(streamsPerConnection())
        .build();
  }

  private int streamsPerConnection() {
    return (settings.maxConnections() + HTTP2_CONNECTIONS - 1) / HTTP2_CONNECTIONS;
  }

  /** A client that reaches its servers on {@code route}. */
  HttpClient client(ConnectionProvider connections, Route route, SslContext tls) {
    return offering(client(connections, route), route)
        .secure(spec -> spec.sslContext(tls).handshakeTimeout(settings.connectTimeout()))
        .resolver(resolver(route));
  }

  private AddressResolverGroup<?> resolver(Route route) {
    if (route.proxy().isPresent()) {
      return NoopAddressResolverGroup.INSTANCE;
    }
    return route.anywhere() ? anyAddress : publicAddress;
  }

  private HttpClient offering(HttpClient client, Route route) {
    if (!route.offersHttp2()) {
      return client.protocol(HttpProtocol.HTTP11);
    }
    long headBytes = settings.maxHeaderSize().bytes();
    return client
        .protocol(HttpProtocol.HTTP11, HttpProtocol.H2)
        .http2Settings(
            spec -> spec.initialWindowSize(Http2Watch.STREAM_WINDOW).maxHeaderListSize(headBytes));
  }

  // maxChunkSize is deprecated since Netty 5 will not have it. Until then it is needed: by default
  // what one read of the socket brought, 64 KiB on a fast one, is cut into chunks of 8 KiB, and
  // each
  // chunk costs its reader a round trip.
  @SuppressWarnings("deprecation")
  private HttpClient client(ConnectionProvider connections, Route route) {
    int connectMillis = Math.toIntExact(settings.connectTimeout().toMillis());
    int headBytes = Math.toIntExact(settings.maxHeaderSize().bytes());
    return HttpClient.create(connections)
        .runOn(loops)
        .channelGroup(channels)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
        .disableRetry(true)
        .httpResponseDecoder(spec -> spec.maxHeaderSize(headBytes).maxChunkSize(LARGEST_CHUNK))
        .doOnChannelInit(
            (owner, channel, remote) -> {
              prepare(channel, route);
              Exchange.connecting(owner.currentContext());
            })
        .doOnRequest(
            (request, connection) ->
                Exchange.asked(request.currentContextView(), connection.channel()));
  }

  private void prepare(Channel channel, Route route) {
    if (route.offersHttp2()) {
      Http2Watch.over(channel, streamsPerConnection());
    }
    route.proxy().ifPresent(proxy -> through(proxy, channel, route.tunnelled()));
  }

  private void through(Proxy proxy, Channel channel, boolean tunnelled) {
    var pipeline = channel.pipeline();
    if (tunnelled) {
      pipeline.addFirst(tunnel(proxy));
    } else {
      pipeline.addBefore(
          NettyPipeline.ReactiveBridge, "weir.absolute-form", new AbsoluteForm(proxy.login()));
    }
    pipeline.addFirst(new ProxyDoor(proxy, anyAddress));
  }

  private HttpProxyHandler tunnel(Proxy proxy) {
    var handler =
        proxy
            .login()
            .map(login -> new HttpProxyHandler(proxy.address(), login.user(), login.password()))
            .orElseGet(() -> new HttpProxyHandler(proxy.address()));
    handler.setConnectTimeoutMillis(settings.connectTimeout().toMillis());
    return handler;
  }

  /** Breaks every connection that is left, and stops asking DNS. */
  CompletionStage<Void> close() {
    var closed = new CompletableFuture<Void>();
    channels
        .close()
        .addListener(
            done -> {
              publicAddress.close();
              anyAddress.close();
              closed.complete(null);
            });
    return closed;
  }
}
