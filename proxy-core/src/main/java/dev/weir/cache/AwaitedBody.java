package dev.weir.cache;

import dev.weir.io.ByteStream;
import dev.weir.upstream.UpstreamBodyException;
import dev.weir.upstream.UpstreamResponse;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * An origin's body while its asker has been sent nothing, and is to hear of a fault as soon as of
 * one in a head.
 *
 * <p>A slow line is no fault: as long as bytes come at {@link #LEAST_RATE}, a body may take its
 * time. But once the deadline has passed, one that stops or drips is given up, and so its asker has
 * an answer.
 */
final class AwaitedBody implements ByteStream {
  /** Bytes a second. At less, npm's patience ends before the first megabyte. */
  private static final long LEAST_RATE = 4 << 10;

  /** The rate is taken over this part of the deadline: three seconds of nine. */
  private static final int WINDOWS = 3;

  private final ByteStream body;
  private final Deadlines deadlines;
  private final long startedAt;
  private final Duration deadline;
  private final BooleanSupplier awaited;
  private final long window;
  // Of the window: how long the origin kept its asker waiting, and what it sent. Time that passes
  // here, between two asks, is not the origin's. One next() at a time hands them to the other.
  private final AtomicLong waited = new AtomicLong();
  private final AtomicLong brought = new AtomicLong();

  /**
   * @param body closed by this
   * @param startedAt when the origin was asked, in {@link System#nanoTime}
   * @param deadline from then on
   * @param awaited false once the asker has been sent something
   */
  AwaitedBody(
      ByteStream body,
      Deadlines deadlines,
      long startedAt,
      Duration deadline,
      BooleanSupplier awaited) {
    this.body = body;
    this.deadlines = deadlines;
    this.startedAt = startedAt;
    this.deadline = deadline;
    this.awaited = awaited;
    this.window = deadline.toNanos() / WINDOWS;
  }

  @Override
  public OptionalLong length() {
    return body.length();
  }

  @Override
  public CompletionStage<Optional<ByteBuf>> next() {
    if (!awaited.getAsBoolean()) {
      return body.next();
    }
    if (drips()) {
      return CompletableFuture.failedFuture(givenUp());
    }
    long askedAt = System.nanoTime();
    var chunk = body.next().thenApply(bytes -> counted(bytes, askedAt));
    return chunk.toCompletableFuture().isDone() ? chunk : inTime(chunk);
  }

  @Override
  public void close() {
    body.close();
  }

  private CompletionStage<Optional<ByteBuf>> inTime(CompletionStage<Optional<ByteBuf>> chunk) {
    var result = new CompletableFuture<Optional<ByteBuf>>();
    var settled =
        chunk
            .thenApply(bytes -> settle(result, bytes))
            .exceptionally(failure -> result.completeExceptionally(Failures.unwrap(failure)));
    var patience = Duration.ofNanos(Math.max(left(), window));
    deadlines.within(settled, patience, () -> giveUp(result));
    return result;
  }

  /** A chunk that comes too late is released here. */
  private static boolean settle(
      CompletableFuture<Optional<ByteBuf>> result, Optional<ByteBuf> bytes) {
    boolean inTime = result.complete(bytes);
    if (!inTime) {
      bytes.ifPresent(ByteBuf::release);
    }
    return inTime;
  }

  private boolean giveUp(CompletableFuture<Optional<ByteBuf>> result) {
    boolean late = result.completeExceptionally(givenUp());
    if (late) {
      body.close();
    }
    return late;
  }

  private Optional<ByteBuf> counted(Optional<ByteBuf> chunk, long askedAt) {
    waited.addAndGet(System.nanoTime() - askedAt);
    brought.addAndGet(chunk.map(ByteBuf::readableBytes).orElse(0));
    return chunk;
  }

  /** Whether a window that ends after the deadline has brought too little; else begins the next. */
  private boolean drips() {
    if (waited.get() < window) {
      return false;
    }
    long least = LEAST_RATE * waited.getAndSet(0) / TimeUnit.SECONDS.toNanos(1);
    boolean little = brought.getAndSet(0) < least;
    return little && left() <= 0;
  }

  private long left() {
    return deadline.toNanos() - (System.nanoTime() - startedAt);
  }

  private UpstreamBodyException givenUp() {
    return new UpstreamBodyException(
        UpstreamResponse.Kind.TIMEOUT,
        "the answer's body stopped or dripped, %d s after it was asked for"
            .formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt)));
  }
}
