package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.NameResolverProvider;

/**
 * What the connections to all origins share: event loops, TLS, DNS, and how HTTP is spoken.
 *
 * <p>Left out on purpose: reactor-netty's own retries, redirects, decompression and timeouts. Ours
 * know about breakers, credentials and deadlines.
 */
final class Transport {
  private static final int LARGEST_CHUNK = 256 << 10;

  private final UpstreamSettings settings;
  private final SharedLoops loops;
  private final SslContext tls;
  private final AddressResolverGroup<InetSocketAddress> anyAddress;
  private final AddressResolverGroup<InetSocketAddress> publicAddress;
  private final ChannelGroup channels;
  private final Scheduler evictions;

  /**
   * @param names closed with this
   */
  Transport(
      UpstreamSettings settings,
      SharedLoops loops,
      SslContext tls,
      AddressResolverGroup<InetSocketAddress> names) {
    this.settings = settings;
    this.loops = loops;
    this.tls = tls;
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
    return poolSpec(name)
        .disposeInactivePoolsInBackground(settings.poolIdle(), settings.poolIdle())
        .build();
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

  /** Speaks to servers that the operator named, wherever they lie. */
  HttpClient trusting(ConnectionProvider connections) {
    return client(connections).resolver(anyAddress);
  }

  /** Speaks to servers at public addresses only. */
  HttpClient checking(ConnectionProvider connections) {
    return client(connections).resolver(publicAddress);
  }

  // maxChunkSize is deprecated since Netty 5 will not have it. Until then it is needed: by default
  // what one read of the socket brought, 64 KiB on a fast one, is cut into chunks of 8 KiB, and
  // each
  // chunk costs its reader a round trip.
  @SuppressWarnings("deprecation")
  private HttpClient client(ConnectionProvider connections) {
    int connectMillis = Math.toIntExact(settings.connectTimeout().toMillis());
    int headBytes = Math.toIntExact(settings.maxHeaderSize().bytes());
    return HttpClient.create(connections)
        .runOn(loops)
        .channelGroup(channels)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectMillis)
        .disableRetry(true)
        .httpResponseDecoder(spec -> spec.maxHeaderSize(headBytes).maxChunkSize(LARGEST_CHUNK))
        .secure(spec -> spec.sslContext(tls).handshakeTimeout(settings.connectTimeout()))
        .doOnChannelInit((owner, channel, remote) -> Exchange.connecting(owner.currentContext()))
        .doOnRequest((request, connection) -> Exchange.asked(request.currentContextView()));
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
