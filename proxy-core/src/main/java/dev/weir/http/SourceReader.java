package dev.weir.http;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source from an offset on, one read at a time, as long as its sink wants more.
 *
 * <p>Reads complete on any thread; the sink hears of them on the event loop, without a hop if they
 * are complete at once, and however many of those follow each other, the stack does not grow.
 * Closing it closes the source, and a buffer that arrives later is released.
 */
final class SourceReader {
  /** Where the bytes go. */
  interface Sink {
    /** How many bytes the next read may bring, or 0 for no read now. */
    int wanted();

    /** Takes a chunk, which it must release; an empty one is the end of the source. */
    void chunk(ByteBuf chunk);

    /** The source failed; nothing more comes. */
    void failed(Throwable failure);

    /** No read is to follow now: either one is outstanding, or none is wanted. */
    default void paused() {}
  }

  private final ByteSource source;
  private final EventExecutor loop;
  private final Sink sink;
  private long offset;
  private boolean reading;
  private boolean pumping;
  private boolean closed;

  SourceReader(ByteSource source, long offset, EventExecutor loop, Sink sink) {
    this.source = source;
    this.offset = offset;
    this.loop = loop;
    this.sink = sink;
  }

  /** Starts reading, or goes on, if the sink wants to and no read is outstanding. */
  void pump() {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      readWhileWanted();
    } finally {
      pumping = false;
    }
    sink.paused();
  }

  void close() {
    closed = true;
    source.close();
  }

  private void readWhileWanted() {
    while (!reading && !closed) {
      int wanted = sink.wanted();
      if (wanted == 0) {
        return;
      }
      read(wanted);
    }
  }

  private void read(int wanted) {
    reading = true;
    try {
      source.read(offset, wanted).whenComplete((chunk, failure) -> arrived(wanted, chunk, failure));
    } catch (Throwable defect) {
      take(wanted, null, defect);
    }
  }

  private void arrived(int wanted, @Nullable ByteBuf chunk, @Nullable Throwable failure) {
    if (loop.inEventLoop()) {
      take(wanted, chunk, failure);
      return;
    }
    try {
      loop.execute(() -> take(wanted, chunk, failure));
    } catch (RejectedExecutionException loopEnded) {
      // The connection ended with the loop and has closed the source.
      release(chunk);
    }
  }

  private void take(int wanted, @Nullable ByteBuf chunk, @Nullable Throwable failure) {
    reading = false;
    try {
      deliver(wanted, chunk, failure);
    } catch (Throwable defect) {
      // A completion stage would swallow it, and the exchange would wait for ever.
      sink.failed(defect);
    }
    // Goes on after a read that was waited for; while pump runs it goes on by itself.
    pump();
  }

  private void deliver(int wanted, @Nullable ByteBuf chunk, @Nullable Throwable failure) {
    if (closed) {
      release(chunk);
    } else if (chunk == null) {
      var cause = FailureReply.cause(failure);
      sink.failed(cause == null ? new IllegalStateException("a read of nothing") : cause);
    } else if (chunk.readableBytes() > wanted) {
      int length = chunk.readableBytes();
      chunk.release();
      sink.failed(
          new IllegalStateException("read: %d bytes (expected: <= %d)".formatted(length, wanted)));
    } else {
      offset += chunk.readableBytes();
      sink.chunk(chunk);
    }
  }

  private static void release(@Nullable ByteBuf chunk) {
    if (chunk != null) {
      chunk.release();
    }
  }
}
