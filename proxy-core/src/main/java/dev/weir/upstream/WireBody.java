package dev.weir.upstream;

import dev.weir.config.UpstreamSettings;
import dev.weir.io.ByteStream;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.Connection;

/**
 * An answer's bytes as they come from the connection, one chunk for each {@link #next}.
 *
 * <p>One chunk is asked for at a time, and the channel is read only while one is asked for: an idle
 * reader leaves the bytes with the origin, but for what one read of the socket brought. All state
 * belongs to the channel's event loop; calls from elsewhere hop there, and every stage completes
 * there. One timer watches both deadlines. The connection goes back to the pool when the last byte
 * has come in; a body that is closed or fails before that takes its connection with it.
 */
final class WireBody implements ByteStream, CoreSubscriber<ByteBuf> {
  /** The body of an answer that nobody reads: up to this much is worth keeping the connection. */
  private static final long WORTH_DRAINING = 64 << 10;

  private final Connection connection;
  private final EventLoop loop;
  private final OptionalLong length;
  private final UpstreamSettings settings;
  private final LongConsumer received;

  private long maxBytes = Long.MAX_VALUE;
  private boolean draining;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private @Nullable CompletableFuture<Optional<ByteBuf>> asked;
  private long askedAt;
  private long receivedBytes;
  private boolean ended;
  private @Nullable UpstreamBodyException failure;
  private final long deadline;
  private Future<?> timer;

  private WireBody(
      Connection connection,
      OptionalLong length,
      UpstreamSettings settings,
      LongConsumer received) {
    this.connection = connection;
    this.loop = connection.channel().eventLoop();
    this.length = length;
    this.settings = settings;
    this.received = received;
    this.deadline = System.nanoTime() + settings.totalTimeout().toNanos();
    this.timer =
        watchAgainIn(Math.min(settings.idleTimeout().toNanos(), settings.totalTimeout().toNanos()));
  }

  /**
   * Takes over the body that {@code connection} is about to receive. On the connection's event
   * loop, before the first byte.
   *
   * @param received told the number of bytes of each chunk
   */
  static WireBody of(
      Connection connection,
      OptionalLong length,
      UpstreamSettings settings,
      LongConsumer received) {
    var body = new WireBody(connection, length, settings, received);
    connection.inbound().receive().subscribe(body);
    return body;
  }

  /** Sets after how many bytes the body fails as too large. Before the first {@link #next}. */
  WireBody limitedTo(long bytes) {
    maxBytes = bytes;
    return this;
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public CompletionStage<Optional<ByteBuf>> next() {
    var chunk = new CompletableFuture<Optional<ByteBuf>>();
    onLoop(() -> ask(chunk));
    return chunk.minimalCompletionStage();
  }

  @Override
  public void close() {
    onLoop(() -> fail(BodyFaults.closed()));
  }

  /**
   * Reads over a body that nobody wants, so that its connection can be used again. The stage
   * completes when the connection is back in the pool, or gone; it never fails.
   */
  CompletionStage<Void> drain() {
    onLoop(
        () -> {
          draining = true;
          askedAt = System.nanoTime();
          request(Long.MAX_VALUE);
          if (ended || failure != null) {
            drained();
          }
        });
    return drained.minimalCompletionStage();
  }

  /** In a step of its own: the pool gets the connection after this body has heard of its end. */
  private void drained() {
    loop.execute(() -> drained.complete(null));
  }

  private void onLoop(Runnable step) {
    if (loop.inEventLoop()) {
      step.run();
    } else {
      loop.execute(step);
    }
  }

  private void ask(CompletableFuture<Optional<ByteBuf>> chunk) {
    if (asked != null) {
      chunk.completeExceptionally(new IllegalStateException("next() is outstanding"));
    } else if (failure != null) {
      chunk.completeExceptionally(failure);
    } else if (ended) {
      chunk.complete(Optional.empty());
    } else {
      asked = chunk;
      askedAt = System.nanoTime();
      request(1);
    }
  }

  private void request(long chunks) {
    if (subscription != null) {
      subscription.request(chunks);
    }
  }

  @Override
  public void onSubscribe(Subscription s) {
    subscription = s;
  }

  /** The publisher releases {@code chunk} after this. */
  @Override
  public void onNext(ByteBuf chunk) {
    receivedBytes += chunk.readableBytes();
    received.accept(chunk.readableBytes());
    if (draining) {
      askedAt = System.nanoTime();
      if (receivedBytes > WORTH_DRAINING) {
        fail(BodyFaults.closed());
      }
    } else if (receivedBytes > maxBytes) {
      fail(BodyFaults.tooLarge(maxBytes));
    } else if (asked != null && chunk.isReadable()) {
      answer(asked, Optional.of(chunk.retain()));
    } else {
      request(1);
    }
  }

  private void answer(CompletableFuture<Optional<ByteBuf>> to, Optional<ByteBuf> chunk) {
    // Cleared first: the reader may ask again from within complete().
    asked = null;
    to.complete(chunk);
  }

  @Override
  public void onComplete() {
    // Also called by the disposal of a body that failed, which must not look like its end.
    if (failure != null) {
      return;
    }
    if (length.isPresent() && receivedBytes != length.getAsLong()) {
      fail(brokeOff());
      return;
    }
    ended = true;
    timer.cancel(false);
    if (draining) {
      drained();
    }
    if (asked != null) {
      answer(asked, Optional.empty());
    }
  }

  @Override
  public void onError(Throwable cause) {
    fail(
        FaultRules.isMalformed(cause)
            ? new UpstreamBodyException(
                Kind.MALFORMED, "the answer's body is not HTTP: " + cause.getMessage())
            : brokeOff());
  }

  private UpstreamBodyException brokeOff() {
    String of = length.isPresent() ? " of " + length.getAsLong() : "";
    return new UpstreamBodyException(
        Kind.RESET, "the answer's body broke off after %d%s bytes".formatted(receivedBytes, of));
  }

  /** Ends a body whose rest will not come, or is not wanted, and with it the connection. */
  private void fail(UpstreamBodyException cause) {
    if (ended || failure != null) {
      return;
    }
    failure = cause;
    timer.cancel(false);
    connection.dispose();
    if (draining) {
      drained();
    }
    var waiting = asked;
    asked = null;
    if (waiting != null) {
      waiting.completeExceptionally(cause);
    }
  }

  private Future<?> watchAgainIn(long nanos) {
    return loop.schedule(this::watch, Math.max(nanos, 1), TimeUnit.NANOSECONDS);
  }

  private void watch() {
    long now = System.nanoTime();
    long left = deadline - now;
    long idleNanos = settings.idleTimeout().toNanos();
    boolean waiting = asked != null || draining;
    long idleLeft = waiting ? askedAt + idleNanos - now : idleNanos;
    if (left <= 0) {
      fail(timedOut("took longer than " + FaultRules.plain(settings.totalTimeout())));
    } else if (idleLeft <= 0) {
      Http2Watch.late(connection.channel(), askedAt);
      fail(timedOut("stopped for " + FaultRules.plain(settings.idleTimeout())));
    } else {
      timer = watchAgainIn(Math.min(left, idleLeft));
    }
  }

  private static UpstreamBodyException timedOut(String what) {
    return new UpstreamBodyException(Kind.TIMEOUT, "the answer's body " + what);
  }
}
