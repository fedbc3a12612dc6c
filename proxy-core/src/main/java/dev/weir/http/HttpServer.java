package dev.weir.http;

import dev.weir.config.HttpSettings;
import dev.weir.io.AsyncCloseable;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The HTTP/1.1 server: one listening port, its connections and their end.
 *
 * <p>Thread-safe. It borrows its {@link EventLoops}; close it before them.
 */
public final class HttpServer implements AsyncCloseable {
  /** Connections that the kernel holds for us while the loops are busy; it may cut this down. */
  private static final int BACKLOG = 1024;

  /** How long {@link #closeAsync} lets exchanges run. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Channel listening;
  private final Connections connections;

  private HttpServer(Channel listening, Connections connections) {
    this.listening = listening;
    this.connections = connections;
  }

  /**
   * Listens at {@code address}; port 0 takes any. The stage fails with an {@code IOException} if
   * the address cannot be had.
   */
  public static CompletionStage<HttpServer> start(
      EventLoops loops,
      InetSocketAddress address,
      HttpSettings settings,
      Routes routes,
      ErrorForm errors,
      HttpListener listener) {
    var connections = new Connections(settings, routes, errors, listener);
    var started = new CompletableFuture<HttpServer>();
    ChannelFuture bound = bootstrap(loops, settings, connections).bind(address);
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            started.complete(new HttpServer(bound.channel(), connections));
          } else {
            started.completeExceptionally(done.cause());
          }
        });
    return started;
  }

  private static ServerBootstrap bootstrap(
      EventLoops loops, HttpSettings settings, Connections connections) {
    int high = (int) Math.min(Integer.MAX_VALUE, settings.writeHighWater().bytes());
    return new ServerBootstrap()
        .group(loops.group())
        .channel(loops.serverChannel())
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 2, high))
        .childHandler(connections);
  }

  /** Where it listens, with the port that was taken. */
  public InetSocketAddress localAddress() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** Connections open now. */
  public int connections() {
    return connections.open();
  }

  /**
   * Stops listening, closes idle connections and lets running exchanges finish, each with {@code
   * Connection: close}; after {@code limit} the rest is cut. Completes when all connections are
   * closed and no body's source is open. A further call may only bring the end forward.
   */
  public CompletionStage<Void> drain(Duration limit) {
    var notListening = new CompletableFuture<Void>();
    listening.close().addListener(ended -> notListening.complete(null));
    listening.eventLoop().schedule(connections::cut, limit.toNanos(), TimeUnit.NANOSECONDS);
    return notListening.thenCompose(ended -> connections.drain());
  }

  /** Drains for at most ten seconds. */
  @Override
  public CompletionStage<Void> closeAsync() {
    return drain(PATIENCE);
  }
}
