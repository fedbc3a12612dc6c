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
  private static final long PATIENCE = 5_000_000_000L;

  private final HandedOver handedOver = new HandedOver();
  private final Connections connections;
  private EmbeddedChannel channel;

  /** A connection to {@code routes} from loopback; {@code listener} hears of it. */
  public EmbeddedServer(Routes routes, HttpListener listener) {
    var settings = WeirSettings.DEFAULTS.http();
    var here = routes.behind(handedOver).remembering(settings.maxRememberedRoutes());
    connections = new Connections(settings, here, ErrorForm.PLAIN, listener);
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
   * answer that other threads have a hand in is waited for busily, but not for ever.
   */
  public int ask(ByteBuf request) {
    send(request);
    int bytes = drain();
    return bytes > 0 ? bytes : awaited();
  }

  private int awaited() {
    long end = System.nanoTime() + PATIENCE;
    int bytes = drain();
    while (bytes == 0) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("no answer");
      }
      Thread.onSpinWait();
      bytes = drain();
    }
    return bytes;
  }

  /**
   * Sends {@code request}, which stays the caller's; on a new connection if the last was closed.
   */
  private void send(ByteBuf request) {
    if (!channel.isOpen()) {
      channel.finishAndReleaseAll();
      channel = connected();
    }
    channel.writeInbound(request.retainedDuplicate());
  }

  /** Runs what waits for the event loop; counts the bytes that went out. */
  private int drain() {
    run();
    int bytes = 0;
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      bytes += out instanceof ByteBuf part ? part.readableBytes() : 0;
      ReferenceCountUtil.release(out);
    }
    return bytes;
  }

  /** The answer to {@code request} as text, if it is at hand; else nothing of it. */
  public String text(ByteBuf request) {
    send(request);
    run();
    var text = new StringBuilder();
    for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      if (out instanceof ByteBuf part) {
        text.append(part.toString(StandardCharsets.ISO_8859_1));
      }
      ReferenceCountUtil.release(out);
    }
    return text.toString();
  }

  private void run() {
    handedOver.goOn();
    channel.runPendingTasks();
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
