package dev.weir.testing.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Serves a {@link Site} on loopback and damages answers as it is told. HTTP/1.1 and 1.0, any number
 * of connections on two threads; every method may be called from any other thread.
 *
 * <p>Its buffers are outside Netty's leak detection, so it may stay open while a test's buffers are
 * checked.
 */
public final class FaultyServer implements AutoCloseable {
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          2, new DefaultThreadFactory("fixture", true), NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Faults faults = new Faults();
  private final Traffic traffic = new Traffic();
  private final ServerBootstrap bootstrap;
  private static final Duration REFUSED_WITHIN = Duration.ofSeconds(5);

  private final int port;
  private @Nullable Channel listener;

  private FaultyServer(Site site, int port) {
    bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(64 << 10, 256 << 10))
            .childHandler(new Connecting(site));
    listener = bind(port);
    this.port = ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** Starts on that port of the loopback interface, or on a free one for 0. */
  public static FaultyServer start(Site site, int port) {
    return new FaultyServer(site, port);
  }

  public int port() {
    return port;
  }

  public Traffic traffic() {
    return traffic;
  }

  /** Damages the answers to such requests; a newer fault goes before an older one. */
  public FaultRule fault(Predicate<Seen> where, Fault fault) {
    return faults.add(where, fault);
  }

  public void clearFaults() {
    faults.clear();
  }

  /** Closes the port: new connections are refused, those that are open go on. */
  public synchronized void refuseConnections() {
    if (listener != null) {
      listener.close().syncUninterruptibly();
      listener = null;
      awaitRefused();
    }
  }

  /** NIO gives the port back only at its selector's next turn, some time after the close. */
  private void awaitRefused() {
    long deadline = System.nanoTime() + REFUSED_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      try (var probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread.onSpinWait();
      } catch (ConnectException refused) {
        return;
      } catch (IOException stillClosing) {
        Thread.onSpinWait();
      }
    }
    throw new IllegalStateException("port: %d still open (expected: closed)".formatted(port));
  }

  /** Closes the port and all connections. */
  public void stop() {
    refuseConnections();
    connections.close().awaitUninterruptibly();
  }

  /** Opens the same port again. */
  public synchronized void restart() {
    if (listener == null) {
      listener = bind(port);
    }
  }

  @Override
  public void close() {
    stop();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Channel bind(int wanted) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
    return bootstrap.bind(address).syncUninterruptibly().channel();
  }

  private final class Connecting extends ChannelInitializer<Channel> {
    private final Site site;

    Connecting(Site site) {
      this.site = site;
    }

    @Override
    protected void initChannel(Channel channel) {
      connections.add(channel);
      channel
          .pipeline()
          .addLast(new HttpRequestDecoder())
          .addLast(new Connection(site, faults, traffic));
    }
  }
}
