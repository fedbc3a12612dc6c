package dev.weir.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.util.AttributeKey;

/**
 * What a connection that carries several HTTP/2 streams needs beyond what reactor-netty does.
 *
 * <p>Its flow-control window is made twice as large as those of all its streams together: else
 * bodies that nobody reads would use it up, and stop all the others. Twice, since Netty gives back
 * what was read only when half of the window was. And it is closed when an answer is late while
 * nothing at all comes in: with HTTP/1.1 giving up closes the connection, but here it would only
 * close the stream, and the next request would wait on the same dead connection.
 *
 * <p>Everything happens on the connection's event loop; the streams of a connection share it.
 */
final class Http2Watch extends ChannelInboundHandlerAdapter {
  /** What a stream's sender may be ahead of its reader, and thus what one body holds in memory. */
  static final int STREAM_WINDOW = 1 << 20;

  /** What a connection's window is before it is changed (RFC 9113, section 6.9.2). */
  private static final int INITIAL_WINDOW = 65535;

  private static final int LARGEST_WINDOW = 1 << 30;

  private static final AttributeKey<Http2Watch> KEY = AttributeKey.valueOf("weir-http2-watch");

  private final int streams;
  private long readAt = System.nanoTime();
  private boolean widened;

  private Http2Watch(int streams) {
    this.streams = streams;
  }

  /**
   * Watches {@code connection}, which is being made.
   *
   * @param streams at most so many at a time
   */
  static void over(Channel connection, int streams) {
    var watch = new Http2Watch(streams);
    connection.attr(KEY).set(watch);
    connection.pipeline().addFirst(watch);
  }

  /**
   * A request is about to be written to {@code channel}, a stream or an HTTP/1.1 connection.
   *
   * @return false if it is an HTTP/1.1 connection to a server that was offered HTTP/2
   */
  static boolean asked(Channel channel) {
    var parent = channel.parent();
    if (parent == null) {
      return channel.attr(KEY).get() == null;
    }
    var watch = parent.attr(KEY).get();
    if (watch != null && !watch.widened) {
      watch.widened = true;
      long window = Math.min(2L * watch.streams * STREAM_WINDOW, LARGEST_WINDOW);
      parent.write(new DefaultHttp2WindowUpdateFrame((int) window - INITIAL_WINDOW));
    }
    return true;
  }

  /**
   * Something is late on {@code channel}: closes the connection under a stream if nothing came in
   * since {@code since}, in {@link System#nanoTime} nanoseconds. From any thread.
   */
  static void late(Channel channel, long since) {
    var parent = channel.parent();
    var watch = parent == null ? null : parent.attr(KEY).get();
    if (watch != null) {
      parent.eventLoop().execute(() -> watch.closeIfSilent(parent, since));
    }
  }

  private void closeIfSilent(Channel connection, long since) {
    if (readAt - since < 0) {
      connection.close();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    readAt = System.nanoTime();
    ctx.fireChannelRead(message);
  }
}
