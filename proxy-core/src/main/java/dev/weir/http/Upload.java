package dev.weir.http;

import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request that its handler takes while it comes. At most {@link #WINDOW} bytes, and
 * what one read of the socket brings, wait here; then the socket is not read on until the handler
 * has taken half of them.
 *
 * <p>Filled on the event loop; taken and closed on any thread. What comes after it was closed is
 * thrown away, so that the reply still arrives.
 */
final class Upload implements ByteStream {
  /** Bytes that wait for the handler. */
  static final int WINDOW = 256 << 10;

  /** Bytes that must come in each body-timeout until the last one has. */
  static final int LEAST = 64 << 10;

  private final Channel channel;
  private final OptionalLong length;
  private final long limit;
  private long arrived;

  /** Guards the fields below; nothing is called while it is held. */
  private final Object lock = new Object();

  private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>();
  private int held;
  private boolean ended;
  private boolean closed;
  private boolean paused;
  private @Nullable Throwable failure;
  private @Nullable CompletableFuture<Optional<ByteBuf>> waiting;

  /**
   * @param length as announced
   * @param limit in bytes; a longer body fails with 413
   */
  Upload(Channel channel, OptionalLong length, long limit) {
    this.channel = channel;
    this.length = length;
    this.limit = limit;
  }

  /**
   * Takes a hold of its own on {@code part}.
   *
   * @return false if the body is too long, which has failed it
   */
  boolean add(ByteBuf part) {
    arrived += part.readableBytes();
    if (arrived > limit) {
      fail(
          new ServiceException(
              HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
              Outcome.CLIENT_ERROR,
              RequestHead.tooLarge(limit).message()));
      return false;
    }
    if (!part.isReadable()) {
      return true;
    }
    CompletableFuture<Optional<ByteBuf>> asker;
    boolean pause = false;
    synchronized (lock) {
      if (closed || failure != null) {
        return true;
      }
      asker = waiting;
      waiting = null;
      if (asker == null) {
        parts.add(part.retain());
        held += part.readableBytes();
        pause = held >= WINDOW && !paused;
        paused |= pause;
      }
    }
    if (asker != null) {
      asker.complete(Optional.of(part.retain()));
    }
    if (pause) {
      channel.config().setAutoRead(false);
    }
    return true;
  }

  /** The last byte has come. */
  void end() {
    CompletableFuture<Optional<ByteBuf>> asker;
    synchronized (lock) {
      ended = true;
      asker = waiting;
      waiting = null;
    }
    if (asker != null) {
      asker.complete(Optional.empty());
    }
  }

  /** The rest never comes. What waits is dropped; a handler must not take it for the whole. */
  void fail(Throwable cause) {
    CompletableFuture<Optional<ByteBuf>> asker;
    synchronized (lock) {
      if (ended || failure != null) {
        return;
      }
      failure = cause;
      asker = waiting;
      waiting = null;
      drop();
    }
    if (asker != null) {
      asker.completeExceptionally(cause);
    }
  }

  /** Whether the socket is not read, since the handler takes nothing. */
  boolean isPaused() {
    synchronized (lock) {
      return paused;
    }
  }

  /** Bytes so far; on the event loop. */
  long arrived() {
    return arrived;
  }

  /** Whether the handler wants no more of it. */
  boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  @Override
  public OptionalLong length() {
    return length;
  }

  @Override
  public CompletionStage<Optional<ByteBuf>> next() {
    Optional<ByteBuf> taken;
    boolean resume;
    synchronized (lock) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      } else if (waiting != null) {
        throw new IllegalStateException("next: called before the last one has completed");
      } else if (parts.isEmpty() && !ended && !closed) {
        waiting = new CompletableFuture<>();
        return waiting;
      }
      taken = parts.isEmpty() ? Optional.empty() : Optional.of(take());
      resume = resumes();
    }
    if (resume) {
      readOn();
    }
    return CompletableFuture.completedFuture(taken);
  }

  @Override
  public void close() {
    boolean resume;
    CompletableFuture<Optional<ByteBuf>> asker;
    synchronized (lock) {
      closed = true;
      asker = waiting;
      waiting = null;
      drop();
      resume = resumes();
    }
    if (asker != null) {
      asker.complete(Optional.empty());
    }
    if (resume) {
      readOn();
    }
  }

  private ByteBuf take() {
    var all =
        parts.size() == 1
            ? parts.getFirst()
            : Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
    parts.clear();
    held = 0;
    return all;
  }

  private void drop() {
    parts.forEach(ByteBuf::release);
    parts.clear();
    held = 0;
  }

  private boolean resumes() {
    boolean resumes = paused && held <= WINDOW / 2;
    paused &= !resumes;
    return resumes;
  }

  private void readOn() {
    try {
      channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
    } catch (RejectedExecutionException loopEnded) {
      // So has the connection.
    }
  }
}
