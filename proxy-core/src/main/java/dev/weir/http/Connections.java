package dev.weir.http;

import dev.weir.config.HttpSettings;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of a server: counts them in, gives each its pipeline, and ends them. Thread-safe.
 */
@Sharable
final class Connections extends ChannelInitializer<Channel> {
  private final HttpSettings settings;
  private final HttpConnection.Serving serving;
  private final ConnectionLimits limits;
  private final ConcurrentHashMap<Channel, HttpConnection> open = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private volatile boolean draining;

  Connections(HttpSettings settings, Routes routes, ErrorForm errors, HttpListener listener) {
    this.settings = settings;
    this.serving =
        new HttpConnection.Serving(
            routes,
            settings,
            listener,
            errors,
            new RequestBodies(settings.maxRequestBodies().bytes()),
            new Unsent(settings.maxUnsent().bytes(), settings.stallTimeout(), listener));
    this.limits =
        new ConnectionLimits(settings.maxConnections(), settings.maxConnectionsPerAddress());
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress remote)) {
      // The client has gone again already.
      channel.close();
      return;
    }
    if (draining || !limits.entered(remote.getAddress())) {
      serving.listener().connectionRefused();
      channel.close();
      return;
    }
    serving.listener().connectionOpened();
    var connection = new HttpConnection(channel, remote, serving);
    open.put(channel, connection);
    channel.pipeline().addLast(new Edge(connection, remote), codec(), connection);
    if (draining) {
      // It came between the look above and drain's look at the map.
      connection.drain();
    }
  }

  int open() {
    return limits.open();
  }

  /** Completes when the last connection is closed and has let go of what it held. */
  CompletionStage<Void> drain() {
    draining = true;
    open.forEach((channel, connection) -> channel.eventLoop().execute(connection::drain));
    completeIfEmpty();
    return drained;
  }

  /** Closes what is left. */
  void cut() {
    open.keySet().forEach(Channel::close);
  }

  private void left(Channel channel, InetSocketAddress remote) {
    limits.left(remote.getAddress());
    open.remove(channel);
    serving.listener().connectionClosed();
    completeIfEmpty();
  }

  private void completeIfEmpty() {
    if (draining && open.isEmpty()) {
      drained.complete(null);
    }
  }

  /** Netty's decoder, with its strict defaults and our limits. */
  private RequestCodec codec() {
    return new RequestCodec(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(bytes(settings.maxUrlLength().bytes()))
            .setMaxHeaderSize(bytes(settings.maxHeaderSize().bytes())));
  }

  private static int bytes(long limit) {
    return (int) Math.min(Integer.MAX_VALUE - 2, limit);
  }

  /**
   * Stands at the socket's end of the pipeline: sees bytes before the decoder has made anything of
   * them, and is removed when all behind it have let go of what they held.
   */
  private final class Edge extends ChannelInboundHandlerAdapter {
    private final HttpConnection connection;
    private final InetSocketAddress remote;

    Edge(HttpConnection connection, InetSocketAddress remote) {
      this.connection = connection;
      this.remote = remote;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      connection.bytesArrived();
      ctx.fireChannelRead(bytes);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
      left(ctx.channel(), remote);
    }
  }
}
