package dev.weir.http;

import dev.weir.io.AsyncCloseable;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * The event loops that the server and the upstream client share, with the channel types that run on
 * them. Threads are named {@code weir-loop-…}. Closing it ends the threads; close what runs on them
 * first.
 */
public record EventLoops(
    EventLoopGroup group,
    Class<? extends ServerSocketChannel> serverChannel,
    Class<? extends SocketChannel> clientChannel)
    implements AsyncCloseable {

  /** Epoll where its native library loads, else NIO; {@code threads} of 0 is one per core. */
  public static EventLoops start(int threads) {
    return Epoll.isAvailable() ? epoll(threads) : nio(threads);
  }

  /** NIO, which runs everywhere. */
  public static EventLoops nio(int threads) {
    return new EventLoops(
        group(threads, NioIoHandler.newFactory()),
        NioServerSocketChannel.class,
        NioSocketChannel.class);
  }

  private static EventLoops epoll(int threads) {
    return new EventLoops(
        group(threads, EpollIoHandler.newFactory()),
        EpollServerSocketChannel.class,
        EpollSocketChannel.class);
  }

  private static EventLoopGroup group(int threads, IoHandlerFactory io) {
    int count = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    return new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory("weir-loop"), io);
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    var closed = new CompletableFuture<Void>();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).addListener(ended -> closed.complete(null));
    return closed;
  }
}
