package dev.weir.compare.peer;

import dev.weir.compare.wire.WireReply;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The baseline: what a Netty server can do that has nothing to do but to send prepared bytes. It
 * shares no code with Weir. One epoll loop (NIO where there is no epoll), Netty's request decoder
 * with its defaults, no aggregator, bodies in direct memory, headers made once.
 *
 * <p>What it sends is what another server sends: at its start it asks that one for all targets, and
 * answers from then on with the same status lines, headers and bytes, to {@code If-None-Match} too.
 * Only the date moves on, once a second. See {@link PlainOptions} for how to start it.
 */
public final class PlainNetty implements AutoCloseable {
  private final PlainOptions options;
  private final DateClock date = new DateClock();
  private final ByteBufAllocator allocator;
  private final EventLoopGroup loop;
  private final PlainAnswers answers;
  private final Channel channel;

  private PlainNetty(PlainOptions options) throws IOException {
    this.options = options;
    allocator = options.allocator();
    answers =
        new PlainAnswers(
            options.from(), options.targets(), options.missing(), options.headers(), this::prepare);
    loop = loop();
    loop.scheduleAtFixedRate(date::tick, 1, 1, TimeUnit.SECONDS);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port());
    channel = bootstrap().bind(address).syncUninterruptibly().channel();
  }

  /** Takes the answers over and listens. */
  static PlainNetty start(PlainOptions options) throws IOException {
    return new PlainNetty(options);
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Runs until it is killed; prints its address as {@code listening http://127.0.0.1:PORT}. */
  // The standard output is this program's interface.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // Logback's default would write all that Netty has to say to standard output.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    PlainOptions options;
    try {
      options = PlainOptions.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    try (var server = start(options)) {
      System.out.println("listening http://127.0.0.1:" + server.port());
      server.channel.closeFuture().sync();
    }
  }

  private Answer prepare(WireReply captured) {
    if (options.encoded()) {
      return new EncodedAnswer(captured, allocator, date);
    }
    var body = direct(captured.body());
    return captured.body().length < LargeAnswer.FROM
        ? new FixedAnswer(captured, body, date)
        : new LargeAnswer(captured, body, date);
  }

  private ByteBuf direct(byte[] body) {
    return allocator.directBuffer(body.length).writeBytes(body);
  }

  private EventLoopGroup loop() {
    var threads = new DefaultThreadFactory("plain-loop");
    return options.epoll() && Epoll.isAvailable()
        ? new MultiThreadIoEventLoopGroup(1, threads, EpollIoHandler.newFactory())
        : new MultiThreadIoEventLoopGroup(1, threads, NioIoHandler.newFactory());
  }

  private ServerBootstrap bootstrap() {
    boolean epoll = options.epoll() && Epoll.isAvailable();
    return new ServerBootstrap()
        .group(loop)
        .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, 1024)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOCATOR, allocator)
        .childOption(
            ChannelOption.WRITE_BUFFER_WATER_MARK,
            new WriteBufferWaterMark(options.highWater() / 2, options.highWater()))
        .childHandler(new Connecting());
  }

  /** Connections end, then the prepared bodies go. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    answers.release();
  }

  private final class Connecting extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              options.encoded() ? new HttpRequestDecoder() : new HttpServerCodec(),
              new PlainHandler(answers));
    }
  }
}
