package dev.weir.http;

import dev.weir.http.Reply.Body;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its reply, from the request's last byte to the reply's last byte.
 *
 * <p>If the handler has its reply at hand, everything up to the write happens within {@link
 * #start}. Whatever happens, the reply's body is released or closed once and {@link
 * Connection#ended} is called once, except that nothing is called after {@link #connectionLost}.
 * Lives on the event loop.
 */
final class Exchange implements BodyWriter.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** nginx's number for a client that left before there was a reply. */
  private static final int CLIENT_LEFT = 499;

  /** What becomes of the connection after the exchange. */
  enum Next {
    STAYS_OPEN,
    CLOSES
  }

  /** The connection that the exchange runs on. */
  interface Connection {
    /** Whether the connection may serve another request after this one. */
    boolean staysOpen(Request request);

    /** Takes buffers of bytes as the wire has them, past the encoder. */
    ChannelOutboundInvoker wire();

    void ended(Next next);
  }

  private final Channel channel;
  private final Connection connection;
  private final HttpListener listener;
  private final ErrorForm errors;
  private final Unsent unsent;
  private final Request request;
  private final Route route;
  private final @Nullable RequestBody requestBody;
  private final long startedAt = System.nanoTime();
  private @Nullable Reply reply;
  private int status = CLIENT_LEFT;
  private Outcome outcome = Outcome.LOCAL_ERROR;
  private @Nullable LengthWalk walk;
  private @Nullable BodyWriter writer;
  private Unsent.@Nullable Share share;
  private boolean staysOpen;
  private boolean headWritten;
  private long bytes;
  private boolean finished;

  /**
   * @param requestBody closed when the handler is done with it; null if the route takes none
   */
  Exchange(
      Channel channel,
      Connection connection,
      HttpConnection.Serving serving,
      Request request,
      Route route,
      @Nullable RequestBody requestBody) {
    this.channel = channel;
    this.connection = connection;
    this.listener = serving.listener();
    this.errors = serving.errors();
    this.unsent = serving.unsent();
    this.request = request;
    this.route = route;
    this.requestBody = requestBody;
  }

  void start() {
    try {
      var ready = shortcut();
      if (ready != null) {
        send(ready);
        return;
      }
      route
          .handler()
          .handle(requestBody == null ? request : request.with(requestBody.whole()))
          .whenComplete(this::answered);
    } catch (Throwable defect) {
      answered(null, defect);
    }
  }

  /** The channel takes more. */
  void writable() {
    if (writer != null) {
      writer.pump();
    }
  }

  /** The client, or the server's deadline for it, has ended the connection. */
  void connectionLost() {
    finish(Outcome.CLIENT_GONE);
    if (walk != null) {
      walk.close();
    }
    if (writer != null) {
      writer.close();
      writer.letGo();
    }
  }

  /** On any thread. */
  private void answered(@Nullable Reply answer, @Nullable Throwable failure) {
    if (requestBody != null) {
      requestBody.close();
    }
    request.stream().close();
    if (request.loop().inEventLoop()) {
      answer(answer, failure);
      return;
    }
    try {
      request.loop().execute(() -> answer(answer, failure));
    } catch (RejectedExecutionException loopEnded) {
      discard(answer);
    }
  }

  private void answer(@Nullable Reply answer, @Nullable Throwable failure) {
    if (finished) {
      discard(answer);
      return;
    }
    try {
      send(answer == null ? FailureReply.of(failure, request, route, errors) : answer);
    } catch (Throwable defect) {
      // A completion stage would swallow it, and the client would wait for ever.
      LOG.error("reply failed: operation={}", route.operation(), defect);
      channel.close();
    }
  }

  private @Nullable ReadyReply shortcut() {
    boolean fits =
        route.shortcut() != Shortcut.NONE
            && request.method().equals(HttpMethod.GET)
            && request.version().equals(HttpVersion.HTTP_1_1)
            && connection.staysOpen(request);
    return fits ? route.shortcut().find(request) : null;
  }

  /** In one flush and one vectored write, past the encoder. */
  private void send(ReadyReply ready) {
    var head = ready.head();
    var encoded = encoded(ready);
    staysOpen = true;
    decided(head.status(), head.outcome());
    var wire = connection.wire();
    long beside = ready.body().readableBytes();
    bytes = head.bodyBytes() + beside;
    if (beside == 0) {
      ready.body().release();
      written(wire.writeAndFlush(encoded));
    } else {
      wire.write(encoded, channel.voidPromise());
      written(wire.writeAndFlush(ready.body()));
    }
  }

  /** Gives the body back if there is no memory for the head. */
  private ByteBuf encoded(ReadyReply ready) {
    try {
      return ready.head().write(channel.alloc());
    } catch (Throwable full) {
      ready.body().release();
      throw full;
    }
  }

  private void decided(HttpResponseStatus status, Outcome outcome) {
    this.headWritten = true;
    this.status = status.code();
    this.outcome = outcome;
  }

  private void send(Reply answer) {
    reply = answer;
    staysOpen = connection.staysOpen(request);
    if (!ReplyHead.mayHaveBody(request, answer)) {
      sendHeadOnly(answer);
    } else if (answer.body() instanceof Body.Bytes body) {
      sendBytes(answer, body.bytes());
    } else if (answer.body() instanceof Body.Range body) {
      sendRange(body);
    } else {
      sendBytes(answer, Unpooled.EMPTY_BUFFER);
    }
  }

  private void sendHeadOnly(Reply answer) {
    long length = lengthOf(answer.body());
    Replies.discard(answer);
    sendWhole(
        answer, ReplyHead.withoutBody(request, answer, length, staysOpen), Unpooled.EMPTY_BUFFER);
  }

  private static long lengthOf(Body body) {
    if (body instanceof Body.Bytes bytes) {
      return bytes.bytes().readableBytes();
    }
    return body instanceof Body.Range range ? BodyWriter.length(range) : ReplyHead.UNKNOWN;
  }

  private void sendBytes(Reply answer, ByteBuf body) {
    bytes = body.readableBytes();
    sendWhole(answer, ReplyHead.withBody(request, answer, bytes, staysOpen), body);
  }

  /** Head and body in one message, one flush and one vectored write. */
  private void sendWhole(Reply answer, HttpHeaders headers, ByteBuf body) {
    decided(answer.status(), answer.outcome());
    written(
        channel.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, answer.status(), body, headers, EmptyHttpHeaders.INSTANCE)));
  }

  private void written(ChannelFuture written) {
    if (bytes > 0 && !written.isDone()) {
      share = unsent.share(channel, () -> {});
      share.takeAnyway(bytes);
    }
    writing(written);
  }

  private void sendRange(Body.Range body) {
    boolean chunks = request.version().equals(HttpVersion.HTTP_1_1);
    if (!chunks && BodyWriter.length(body) == ReplyHead.UNKNOWN) {
      walk =
          new LengthWalk(
              body.source(),
              body.offset(),
              channel.eventLoop(),
              (length, failure) -> walked(body, length, failure));
      walk.start();
    } else {
      open(body);
    }
  }

  private void walked(Body.Range body, long length, @Nullable Throwable failure) {
    walk = null;
    if (failure == null) {
      open(new Body.Range(body.source(), body.offset(), Math.max(0, length - body.offset())));
    } else {
      body.source().close();
      failed(failure);
    }
  }

  private void open(Body.Range body) {
    writer = new BodyWriter(channel, body, unsent, this);
    writer.open();
  }

  @Override
  public void opened(long length) {
    var answer = Objects.requireNonNull(reply);
    var body = Objects.requireNonNull(writer);
    decided(answer.status(), answer.outcome());
    channel
        .write(
            new DefaultHttpResponse(
                HttpVersion.HTTP_1_1,
                answer.status(),
                ReplyHead.withBody(request, answer, length, staysOpen)))
        .addListener(this::headWrote);
    if (!finished) {
      body.start();
    }
  }

  private void headWrote(Future<? super Void> head) {
    if (!head.isSuccess()) {
      wrote(head);
    }
  }

  @Override
  public void writing(ChannelFuture last) {
    if (last.isDone()) {
      wrote(last);
    } else {
      last.addListener(this::wrote);
    }
  }

  private void wrote(Future<? super Void> last) {
    if (finished) {
      return;
    }
    if (last.isSuccess()) {
      end(outcome, staysOpen ? Next.STAYS_OPEN : Next.CLOSES);
      return;
    }
    if (channel.isActive()) {
      LOG.warn("reply not written: operation={}", route.operation(), last.cause());
    }
    if (writer != null) {
      writer.close();
    }
    end(Outcome.CLIENT_GONE, Next.CLOSES);
  }

  @Override
  public void failed(Throwable failure) {
    if (finished) {
      return;
    }
    if (!headWritten) {
      writer = null;
      send(FailureReply.of(failure, request, route, errors));
      return;
    }
    LOG.debug("reply broken off: operation={} cause={}", route.operation(), failure.toString());
    listener.bodyAborted();
    end(
        failure instanceof ServiceException said ? said.outcome() : Outcome.LOCAL_ERROR,
        Next.CLOSES);
  }

  private void end(Outcome outcome, Next next) {
    if (finish(outcome)) {
      connection.ended(next);
    }
  }

  private boolean finish(Outcome outcome) {
    if (finished) {
      return false;
    }
    finished = true;
    if (share != null) {
      share.close();
    }
    var userAgent = request.headers().get(HttpHeaderNames.USER_AGENT);
    listener.exchangeFinished(
        new FinishedExchange(
            request.remote(),
            request.method().name(),
            request.target(),
            userAgent == null ? "" : userAgent,
            route.operation(),
            outcome,
            status,
            writer == null ? bytes : writer.written(),
            System.nanoTime() - startedAt));
    return true;
  }

  private static void discard(@Nullable Reply answer) {
    if (answer != null) {
      Replies.discard(answer);
    }
  }
}
