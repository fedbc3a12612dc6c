package dev.weir.http;

import dev.weir.config.HttpSettings;
import dev.weir.http.RequestHead.Refused;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundInvoker;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection: takes requests from Netty's decoder one at a time, in order, and keeps the
 * deadlines.
 *
 * <p>A connection is always in one {@link Phase}. What arrives while an exchange runs waits here,
 * and reading from the socket stops, so no more waits than one read of the socket brought. (Reading
 * is not stopped before something waits: no npm client pipelines, and each stop and start is a
 * system call.) More than 128 requests in one read end the connection after the reply at hand. A
 * client that has shut its sending side still gets its replies. Lives on the event loop.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements Exchange.Connection {
  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /**
   * For how long a refused client may go on sending before its connection is cut. Closing at once
   * would make the kernel answer those bytes with a reset, which may overtake the reply (RFC 9112,
   * 9.6).
   */
  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Requests come as two messages, or more if they have a body. */
  private static final int MAX_WAITING = 256;

  private enum Phase {
    /** Between requests, or in a request's head. */
    HEAD,
    /** In a request's body, which is kept if the route takes one, else thrown away. */
    BODY,
    /** A handler is at work or its reply is on the way; the body may still come, as an upload. */
    EXCHANGE,
    /** Nothing is read any more; what was written still leaves. */
    CLOSING
  }

  /** What all connections of a server share. */
  record Serving(
      Routes routes,
      HttpSettings settings,
      HttpListener listener,
      ErrorForm errors,
      RequestBodies bodies,
      Unsent unsent) {}

  private final Channel channel;
  private final Serving serving;
  private final InetSocketAddress remote;
  private final Deadline deadline;
  private final WriteProgress progress;
  private final ArrayDeque<Object> waiting = new ArrayDeque<>(4);
  private Phase phase = Phase.HEAD;

  /** Whether bytes have come since the last whole head, and whether a deadline runs for them. */
  private boolean begun;

  private boolean timed;
  private @Nullable Request request;
  private Route route = Route.NOT_FOUND;
  private @Nullable RequestBody body;
  private long bodyBytes;

  /** The body that the running exchange takes while it comes; until its last byte. */
  private @Nullable Upload upload;

  private long uploadBegun;

  /** Whether the client still sends what nobody wants any more. */
  private boolean answering;

  private int requests;
  private @Nullable Exchange exchange;
  private boolean resuming;
  private boolean draining;
  private boolean inputShut;
  private boolean outputShut;

  /** Where bytes go that are encoded already. */
  private @Nullable ChannelHandlerContext codec;

  HttpConnection(Channel channel, InetSocketAddress remote, Serving serving) {
    this.channel = channel;
    this.remote = remote;
    this.serving = serving;
    this.deadline = new Deadline(channel.eventLoop());
    this.progress = new WriteProgress(channel);
  }

  /** The socket has brought bytes, which the decoder sees next. */
  void bytesArrived() {
    begun = true;
  }

  /** Takes no request any more: closes now if none is running, else after its reply. */
  void drain() {
    draining = true;
    if (phase == Phase.HEAD) {
      channel.close();
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    codec = ctx.pipeline().context(RequestCodec.class);
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    awaitRequest();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var coming = upload;
    if (coming != null && message instanceof HttpContent content) {
      try {
        uploaded(coming, content);
      } finally {
        content.release();
      }
    } else if (phase != Phase.EXCHANGE) {
      accept(message);
    } else if (waiting.size() < MAX_WAITING) {
      waiting.add(message);
      channel.config().setAutoRead(false);
    } else {
      draining = true;
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    awaitRestOfRequest();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (exchange != null) {
      exchange.writable();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      inputShut = true;
      if (phase == Phase.HEAD || phase == Phase.BODY || upload != null || outputShut) {
        channel.close();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    phase = Phase.CLOSING;
    deadline.close();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
    dropBody();
    if (upload != null) {
      upload.fail(new ClosedChannelException());
      upload = null;
    }
    if (exchange != null) {
      exchange.connectionLost();
      exchange = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("connection failed: remote={} cause={}", remote, cause.toString());
    } else {
      LOG.warn("connection failed: remote={}", remote, cause);
    }
    channel.close();
  }

  @Override
  public boolean staysOpen(Request request) {
    var headers = request.headers();
    boolean asked =
        request.version().equals(HttpVersion.HTTP_1_1)
            || headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true);
    return asked
        && !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
        && !draining
        && upload == null
        && requests < serving.settings.maxRequestsPerConnection();
  }

  @Override
  public ChannelOutboundInvoker wire() {
    return Objects.requireNonNull(codec);
  }

  @Override
  public void ended(Exchange.Next next) {
    exchange = null;
    if (!channel.isActive()) {
      phase = Phase.CLOSING;
    } else if (upload != null) {
      upload = null;
      channel.config().setAutoRead(true);
      closeOnceHeard();
    } else if (next == Exchange.Next.CLOSES || draining || inputShut && waiting.isEmpty()) {
      close();
    } else {
      awaitRequest();
      resume();
    }
  }

  private void awaitRequest() {
    phase = Phase.HEAD;
    timed = false;
    deadline.set(serving.settings.idleTimeout().toNanos(), channel::close);
  }

  /** Sets a deadline for what is missing; a request that came in one piece costs no timer. */
  private void awaitRestOfRequest() {
    if (!timed && phase == Phase.HEAD && begun) {
      timed = true;
      deadline.set(serving.settings.headerTimeout().toNanos(), () -> refuse(Refused.LATE_HEAD));
    } else if (!timed && phase == Phase.BODY) {
      timed = true;
      deadline.set(serving.settings.bodyTimeout().toNanos(), () -> refuse(Refused.LATE_BODY));
    }
  }

  /** Goes on with what came during the exchange, then with the socket. */
  private void resume() {
    if (resuming) {
      return;
    }
    resuming = true;
    while (phase != Phase.EXCHANGE && !waiting.isEmpty()) {
      accept(waiting.poll());
    }
    resuming = false;
    awaitRestOfRequest();
    if (waiting.isEmpty() && !channel.config().isAutoRead()) {
      channel.config().setAutoRead(true);
    }
  }

  private void accept(Object message) {
    try {
      if (phase == Phase.HEAD && message instanceof HttpRequest head && channel.isActive()) {
        head(head);
      } else if (phase == Phase.BODY && message instanceof HttpContent content) {
        body(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void head(HttpRequest message) {
    begun = false;
    timed = false;
    var head = RequestHead.of(message, remote, channel.eventLoop());
    if (head instanceof Refused refused) {
      // A full message is the decoder's stand-in for a head of which not a line could be read.
      boolean unread = message instanceof FullHttpRequest;
      refuse(unread ? "" : message.method().name(), unread ? "" : message.uri(), refused);
    } else if (head instanceof RequestHead.Accepted accepted) {
      accepted(accepted);
    }
  }

  private void accepted(RequestHead.Accepted head) {
    request = head.request();
    route = route(head.request());
    boolean streamed = route.body().kind() == BodyUse.Kind.STREAMED;
    long limit = streamed ? route.body().limit() : serving.settings.maxRequestBody().bytes();
    if (head.longerThan(limit)) {
      refuse(RequestHead.tooLarge(limit));
      return;
    }
    phase = Phase.BODY;
    bodyBytes = 0;
    body = route.body().kind() == BodyUse.Kind.WHOLE ? new RequestBody(serving.bodies) : null;
    if (head.continues()) {
      channel.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
    if (streamed) {
      var coming = new Upload(channel, head.length(), limit);
      upload = coming;
      answering = false;
      uploadBegun = System.nanoTime();
      request = head.request().with(coming);
      begin();
    }
  }

  /** A part of a body that the handler takes while it comes. */
  private void uploaded(Upload coming, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      breakOff(coming, Refused.BROKEN_BODY);
    } else if (!coming.add(content.content())) {
      draining = true;
    } else if (content instanceof LastHttpContent) {
      begun = false;
      upload = null;
      coming.end();
      if (phase == Phase.EXCHANGE) {
        progress.reset();
        watchProgress();
      }
    } else if (coming.isClosed() && !answering) {
      // The reply is on its way: from now on it is what the client must take.
      answering = true;
      progress.reset();
      watchProgress();
    }
  }

  /**
   * Looks once in each body-timeout whether enough has come. While the handler takes nothing, it is
   * not the client that is late.
   */
  private void awaitUpload(Upload coming) {
    long left = serving.settings.uploadTimeout().toNanos() - (System.nanoTime() - uploadBegun);
    long wait = Math.min(serving.settings.bodyTimeout().toNanos(), Math.max(1, left));
    long before = coming.arrived();
    deadline.set(
        wait,
        () -> {
          boolean enough = coming.isPaused() || coming.arrived() - before >= Upload.LEAST;
          if (enough && left > wait) {
            awaitUpload(coming);
          } else {
            breakOff(coming, Refused.LATE_BODY);
          }
        });
  }

  /** The handler is told, and answers; what still comes is thrown away. */
  private void breakOff(Upload coming, Refused refused) {
    draining = true;
    coming.fail(new ServiceException(refused.status(), Outcome.CLIENT_ERROR, refused.message()));
    if (phase == Phase.EXCHANGE) {
      progress.reset();
      watchProgress();
    }
  }

  private void body(HttpContent content) {
    bodyBytes += content.content().readableBytes();
    if (content.decoderResult().isFailure()) {
      refuse(Refused.BROKEN_BODY);
    } else if (bodyBytes > serving.settings.maxRequestBody().bytes()) {
      refuse(RequestHead.tooLarge(serving.settings.maxRequestBody().bytes()));
    } else if (body != null && !body.add(content.content())) {
      refuse(Refused.NO_ROOM);
    } else if (content instanceof LastHttpContent) {
      begun = false;
      begin();
    }
  }

  private void begin() {
    var whole = request;
    if (whole == null) {
      throw new IllegalStateException("a body without a head");
    }
    var held = body;
    request = null;
    body = null;
    phase = Phase.EXCHANGE;
    requests++;
    exchange = new Exchange(channel, this, serving, whole, route, held);
    exchange.start();
    if (phase == Phase.EXCHANGE && upload != null) {
      awaitUpload(upload);
    } else if (phase == Phase.EXCHANGE) {
      progress.reset();
      watchProgress();
    }
  }

  private Route route(Request whole) {
    try {
      return serving.routes.route(whole);
    } catch (RuntimeException defect) {
      return new Route(Route.UNROUTED, unrouted -> CompletableFuture.failedFuture(defect));
    }
  }

  /** Looks four times in each write timeout whether the client has taken anything. */
  private void watchProgress() {
    long timeout = serving.settings.writeTimeout().toNanos();
    if (progress.stalledNanos() >= timeout) {
      LOG.debug("connection closed: remote={} cause=client takes nothing", remote);
      channel.close();
    } else {
      deadline.set(Math.max(1, timeout / 4), this::watchProgress);
    }
  }

  private void refuse(Refused refused) {
    var head = request;
    request = null;
    refuse(head == null ? "" : head.method().name(), head == null ? "" : head.target(), refused);
  }

  /** Answers, lets the reply arrive and closes. */
  private void refuse(String method, String target, Refused refused) {
    phase = Phase.CLOSING;
    dropBody();
    var reply = Refusal.response(refused, target, method.equals("HEAD"), serving.errors);
    long bytes = reply.content().readableBytes();
    deadline.set(LINGER.toNanos(), channel::close);
    channel.writeAndFlush(reply).addListener(written -> shutOutput());
    serving.listener.exchangeFinished(
        Refusal.finished(remote, method, target, refused.status().code(), bytes));
  }

  private void dropBody() {
    if (body != null) {
      body.close();
      body = null;
    }
  }

  /** Lets what is written arrive and closes. */
  private void close() {
    phase = Phase.CLOSING;
    if (waiting.isEmpty()) {
      deadline.set(serving.settings.writeTimeout().toNanos(), channel::close);
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    } else {
      closeOnceHeard();
    }
  }

  /** The same, of a client that still sends. */
  private void closeOnceHeard() {
    phase = Phase.CLOSING;
    deadline.set(LINGER.toNanos(), channel::close);
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> shutOutput());
  }

  /** Tells the client that no more comes, and throws away what it sends until it has understood. */
  private void shutOutput() {
    outputShut = true;
    if (inputShut || !channel.isActive()) {
      channel.close();
      return;
    }
    if (channel instanceof DuplexChannel duplex) {
      duplex.shutdownOutput();
    }
    resume();
  }
}
