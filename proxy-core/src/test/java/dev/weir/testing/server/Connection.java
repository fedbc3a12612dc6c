package dev.weir.testing.server;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One client's connection: answers its requests one after the other, in its event loop. */
final class Connection extends ChannelInboundHandlerAdapter {
  private static final Page DEFECT = Page.json(500, "{\"error\":\"defect of the fixture\"}");

  private final Site site;
  private final Faults faults;
  private final Traffic traffic;
  private final Queue<Seen> waiting = new ArrayDeque<>();
  private @Nullable HttpRequest incoming;
  private ByteArrayOutputStream body = new ByteArrayOutputStream();
  private @Nullable Seen current;
  private @Nullable Sending sending;

  Connection(Site site, Faults faults, Traffic traffic) {
    this.site = site;
    this.faults = faults;
    this.traffic = traffic;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    traffic.connected();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    traffic.disconnected();
    if (current != null) {
      current = null;
      traffic.gaveUp();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      incoming = request;
      body = new ByteArrayOutputStream();
    }
    if (message instanceof HttpContent content) {
      body.writeBytes(ByteBufUtil.getBytes(content.content()));
    }
    if (message instanceof LastHttpContent && incoming != null) {
      waiting.add(seen(incoming));
      incoming = null;
      next(context);
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (sending != null) {
      sending.writable();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  private Seen seen(HttpRequest request) {
    return new Seen(
        request.method().name(),
        request.uri(),
        site.path(request.uri()),
        request.protocolVersion(),
        request.headers(),
        body.toByteArray());
  }

  private void next(ChannelHandlerContext context) {
    var request = current == null ? waiting.poll() : null;
    if (request == null) {
      return;
    }
    current = request;
    traffic.came(request);
    var fault = faults.hitting(request);
    if (fault.hangs) {
      return;
    }
    long delay = fault.headDelay.toNanos();
    if (delay == 0) {
      ask(context, request, fault);
    } else {
      context.executor().schedule(() -> ask(context, request, fault), delay, NANOSECONDS);
    }
  }

  private void ask(ChannelHandlerContext context, Seen request, Fault fault) {
    if (!context.channel().isActive()) {
      return;
    }
    if (fault.resetsAtOnce) {
      ended(context);
      Sending.reset(context.channel());
      return;
    }
    var answer = site.answer(request).exceptionally(defect -> DEFECT).toCompletableFuture();
    if (answer.isDone()) {
      send(context, request, answer.join(), fault);
    } else {
      answer.thenAcceptAsync(page -> send(context, request, page, fault), context.executor());
    }
  }

  private void send(ChannelHandlerContext context, Seen request, Page page, Fault fault) {
    if (!context.channel().isActive()) {
      return;
    }
    var answer = fault.applyTo(page);
    traffic.answered(request, answer.status());
    var head = new AnswerHead(request, answer, fault.framing);
    sending = new Sending(context.channel(), head, fault, traffic, () -> ended(context));
    sending.start();
  }

  private void ended(ChannelHandlerContext context) {
    current = null;
    sending = null;
    traffic.ended();
    if (!waiting.isEmpty()) {
      // Not at once: a client that pipelines without end would deepen the stack.
      context.executor().execute(() -> next(context));
    }
  }
}
