package dev.weir.http;

import dev.weir.config.WeirSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * One connection of the real server without its socket: bytes in, bytes out, on the caller's
 * thread.
 */
public final class EmbeddedServer implements AutoCloseable {
  private final Connections connections;
  private EmbeddedChannel channel;

  /** A connection to {@code routes} from loopback; {@code listener} hears of it. */
  public EmbeddedServer(Routes routes, HttpListener listener) {
    connections = new Connections(WeirSettings.DEFAULTS.http(), routes, ErrorForm.PLAIN, listener);
    channel = connected();
  }

  private EmbeddedChannel connected() {
    var fresh = new FromLoopback();
    fresh.pipeline().addLast(connections);
    return fresh;
  }

  private static final class FromLoopback extends EmbeddedChannel {
    @Override
    protected SocketAddress remoteAddress0() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000);
    }
  }

  /**
   * Sends {@code request}, which stays the caller's, waits for the answer and counts its bytes. An
   * answer that other threads have a hand in is waited for busily.
   */
  public int ask(ByteBuf request) {
    send(request);
    int bytes = drain();
    while (bytes == 0) {
      Thread.onSpinWait();
      bytes = drain();
    }
    return bytes;
  }

  /**
   * Sends {@code request}, which stays the caller's; on a new connection if the last was closed.
   */
  public void send(ByteBuf request) {
    if (!channel.isOpen()) {
      channel.finishAndReleaseAll();
      channel = connected();
    }
    channel.writeInbound(request.retainedDuplicate());
  }

  /** Runs what waits for the event loop; counts the bytes that went out. */
  public int drain() {
    channel.runPendingTasks();
    int bytes = 0;
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      bytes += out instanceof ByteBuf part ? part.readableBytes() : 0;
      ReferenceCountUtil.release(out);
    }
    return bytes;
  }

  /** The same, as text. */
  public String text() {
    channel.runPendingTasks();
    var text = new StringBuilder();
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      if (out instanceof ByteBuf part) {
        text.append(part.toString(StandardCharsets.ISO_8859_1));
      }
      ReferenceCountUtil.release(out);
    }
    return text.toString();
  }

  /** A request's bytes, off the heap, as they come from a socket. */
  public static ByteBuf bytes(String request) {
    var text = request.getBytes(StandardCharsets.ISO_8859_1);
    return Unpooled.directBuffer(text.length).writeBytes(text);
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
