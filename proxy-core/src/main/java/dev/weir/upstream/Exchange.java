package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import dev.weir.upstream.FaultRules.Phase;
import dev.weir.upstream.UpstreamRequest.Payload;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One GET or POST on one connection, until the answer's head is there or will not come.
 *
 * <p>It travels in the reactor context, by which the pool and the channel tell it how far it is;
 * each phase has its own deadline. Whoever completes {@link #result} first decides: the head, a
 * fault, a deadline, or {@link #abandon}; a head that comes too late is closed. Called from any
 * thread.
 */
final class Exchange {
  private final String connection;
  private final WebAddress address;
  private final Optional<Proxy> proxy;
  private final UpstreamSettings settings;
  private final EventLoop timers;
  private final LongConsumer received;
  private final Runnable withoutHttp2;

  private final CompletableFuture<HopResult> result = new CompletableFuture<>();
  private final Disposable.Swap running = Disposables.swap();
  private final AtomicReference<@Nullable Future<?>> timer = new AtomicReference<>();
  private volatile Phase phase = Phase.WAITING;

  /** Whether the connection was made for this exchange. */
  private volatile boolean fresh;

  /** On which the request was written, and when. */
  private volatile @Nullable Asked asked;

  private record Asked(Channel channel, long at) {}

  /**
   * @param timers the event loop that watches the deadlines
   * @param proxy what stands between
   * @param received told the number of bytes of each chunk of the body
   * @param withoutHttp2 run if the server was offered HTTP/2 and chose HTTP/1.1
   */
  Exchange(
      String connection,
      WebAddress address,
      Optional<Proxy> proxy,
      UpstreamSettings settings,
      EventLoop timers,
      LongConsumer received,
      Runnable withoutHttp2) {
    this.connection = connection;
    this.address = address;
    this.proxy = proxy;
    this.settings = settings;
    this.timers = timers;
    this.received = received;
    this.withoutHttp2 = withoutHttp2;
  }

  /** Sends the request. The stage never fails; it completes on any event loop. */
  CompletionStage<HopResult> send(
      HttpClient client, HttpHeaders headers, Optional<Payload> payload) {
    result.whenComplete((outcome, defect) -> ended(outcome));
    running.update(
        asking(client.headers(all -> all.set(headers)), payload)
            .responseConnection(this::head)
            .contextWrite(Context.of(Exchange.class, this))
            .subscribe(nothing -> {}, this::broken));
    return result;
  }

  private HttpClient.ResponseReceiver<?> asking(HttpClient client, Optional<Payload> payload) {
    if (payload.isEmpty()) {
      return client.get().uri(address.toString());
    }
    var bytes = payload.get().bytes();
    return client
        .post()
        .uri(address.toString())
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(bytes)));
  }

  /** A channel is being made for the exchange in {@code context}. */
  static void connecting(ContextView context) {
    context
        .<Exchange>getOrEmpty(Exchange.class)
        .ifPresent(
            exchange -> {
              exchange.fresh = true;
              exchange.enter(Phase.CONNECTING, exchange.settings.connectTimeout());
            });
  }

  /** The request of the exchange in {@code context} is about to be written to {@code channel}. */
  static void asked(ContextView context, Channel channel) {
    context.<Exchange>getOrEmpty(Exchange.class).ifPresent(exchange -> exchange.askedOn(channel));
  }

  private void askedOn(Channel channel) {
    asked = new Asked(channel, System.nanoTime());
    if (!Http2Watch.asked(channel)) {
      withoutHttp2.run();
    }
    enter(Phase.ASKED, settings.firstByteTimeout());
  }

  private void enter(Phase next, Duration limit) {
    // A name with several addresses makes a channel for each; they share the first one's deadline.
    if (phase == next) {
      return;
    }
    phase = next;
    arm(timers.schedule(() -> timedOut(limit), limit.toNanos(), TimeUnit.NANOSECONDS));
    if (result.isDone()) {
      arm(null);
    }
  }

  private void arm(@Nullable Future<?> next) {
    var before = timer.getAndSet(next);
    if (before != null) {
      before.cancel(false);
    }
  }

  private void timedOut(Duration limit) {
    boolean connecting = phase == Phase.CONNECTING;
    late();
    abandon(
        connecting ? Kind.CONNECT : Kind.TIMEOUT,
        connecting
            ? "no connection to %s within %s"
                .formatted(address.hostAndPort(), FaultRules.plain(limit))
            : "no answer of %s within %s"
                .formatted(address.hostAndPort(), FaultRules.plain(limit)));
  }

  /** The whole request's deadline has passed: gives up, and says what it was waiting for. */
  void abandonAtDeadline(Duration limit) {
    String within = FaultRules.plain(limit);
    if (phase == Phase.WAITING) {
      abandon(
          Kind.OVERLOADED,
          "no connection to %s became free within %s".formatted(address.hostAndPort(), within));
    } else {
      if (wasSilentFor(settings.firstByteTimeout().dividedBy(2))) {
        late();
      }
      abandon(Kind.TIMEOUT, "no answer of %s within %s".formatted(address.hostAndPort(), within));
    }
  }

  /** One that was asked a moment ago says nothing yet about the connection, which others use. */
  private boolean wasSilentFor(Duration time) {
    var last = asked;
    return last != null && System.nanoTime() - last.at() >= time.toNanos();
  }

  private void late() {
    var last = asked;
    if (last != null) {
      Http2Watch.late(last.channel(), last.at());
    }
  }

  private void abandon(Kind kind, String what) {
    result.complete(
        new HopResult.Broken(
            new Failed(kind, "connection %s: %s".formatted(connection, what)), false));
  }

  private void broken(Throwable thrown) {
    var failure = FaultRules.of(connection, address, proxy, phase, Exceptions.unwrap(thrown));
    boolean stale = !fresh && failure.kind() == Kind.RESET;
    result.complete(new HopResult.Broken(failure, stale));
  }

  /** On the channel's event loop, before the first byte of the body. */
  private Publisher<Void> head(HttpClientResponse response, Connection on) {
    int status = response.status().code();
    if (status < 200) {
      // An interim answer that nobody asked for: the real one would be taken for the next
      // request's.
      on.markPersistent(false);
    }
    var headers = response.responseHeaders();
    var body = WireBody.of(on, length(headers), settings, received);
    if (!result.complete(new HopResult.Head(status, headers, body))) {
      body.close();
    }
    return Mono.empty();
  }

  /** Netty has dropped the header already if the body is chunked, and refused a bad one. */
  private static OptionalLong length(HttpHeaders headers) {
    String value = headers.get(HttpHeaderNames.CONTENT_LENGTH);
    return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value.strip()));
  }

  private void ended(HopResult outcome) {
    arm(null);
    if (outcome instanceof HopResult.Broken) {
      running.dispose();
    }
  }
}
