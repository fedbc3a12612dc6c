package dev.weir.http;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that arrive when the test says so, may break off, and remember how they were read. Reads
 * that wait complete on the thread that appends.
 */
final class GrowingSource implements ByteSource {
  private record Waiting(long offset, int maxBytes, CompletableFuture<ByteBuf> answer) {}

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long length;
  private boolean ended;
  private @Nullable Throwable failure;
  private @Nullable Waiting waiting;
  private int reads;
  private boolean closed;

  private GrowingSource(long length) {
    this.length = length;
  }

  static GrowingSource ofUnknownLength() {
    return new GrowingSource(-1);
  }

  static GrowingSource ofLength(long length) {
    return new GrowingSource(length);
  }

  /** All of it is here. */
  static GrowingSource whole(byte[] bytes) {
    return ofLength(bytes.length).append(bytes).end();
  }

  synchronized GrowingSource append(byte[] more) {
    bytes.writeBytes(more);
    answerWaiting();
    return this;
  }

  synchronized GrowingSource end() {
    ended = true;
    length = bytes.size();
    answerWaiting();
    return this;
  }

  /** Ends without what {@link #length} promised. */
  synchronized GrowingSource endEarly() {
    ended = true;
    answerWaiting();
    return this;
  }

  synchronized GrowingSource fail(Throwable cause) {
    failure = cause;
    answerWaiting();
    return this;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized int reads() {
    return reads;
  }

  synchronized boolean isWaitedFor() {
    return waiting != null;
  }

  @Override
  public synchronized long length() {
    return length;
  }

  @Override
  public synchronized CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    if (waiting != null || closed) {
      throw new IllegalStateException(closed ? "read when closed" : "two reads at a time");
    }
    reads++;
    var answer = new CompletableFuture<ByteBuf>();
    waiting = new Waiting(offset, maxBytes, answer);
    answerWaiting();
    return answer;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private void answerWaiting() {
    var read = waiting;
    if (read == null) {
      return;
    }
    int available = (int) Math.min(read.maxBytes, bytes.size() - read.offset);
    if (available > 0) {
      waiting = null;
      read.answer.complete(
          Unpooled.copiedBuffer(bytes.toByteArray(), (int) read.offset, available));
    } else if (failure != null) {
      waiting = null;
      // As stages do that depend on one that failed.
      read.answer.completeExceptionally(new CompletionException(failure));
    } else if (ended) {
      waiting = null;
      read.answer.complete(Unpooled.EMPTY_BUFFER);
    }
  }
}
