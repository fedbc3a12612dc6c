package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A body in memory that is read while it is made: what a compressor has given so far. Readers hold
 * it open; it is made to its end even if they leave, since the cache wants it.
 *
 * <p>Threads: any. The lock guards every field; futures are completed outside it.
 */
final class GrowingBody {
  private final Object lock = new Object();
  private final List<ByteBuf> chunks = new ArrayList<>();
  private final WaitingReads waiting = new WaitingReads(lock, this::isAnswerable, this::read);
  private final MemoryBudget budget;
  private long length;
  private long reserved;
  private boolean complete;
  private Throwable failure;
  private int holders = 1;

  /** Its maker holds it until {@link #release}. */
  @SuppressWarnings("NullAway.Init") // failure is null until there is one
  GrowingBody(MemoryBudget budget) {
    this.budget = budget;
  }

  /** Takes a chunk, which this owns from here on. Fails with {@link OverloadedException}. */
  void append(ByteBuf chunk) {
    try {
      budget.reserve(chunk.capacity());
    } catch (OverloadedException full) {
      chunk.release();
      throw full;
    }
    synchronized (lock) {
      reserved += chunk.capacity();
      chunks.add(chunk);
      length += chunk.readableBytes();
    }
    waiting.wake();
  }

  void complete() {
    synchronized (lock) {
      complete = true;
    }
    waiting.wake();
  }

  void fail(Throwable cause) {
    synchronized (lock) {
      failure = cause;
    }
    waiting.wake();
  }

  /** A body of the same memory; to be called when complete. */
  HotBody share(HotCache hot) {
    synchronized (lock) {
      var shared = new ArrayList<ByteBuf>(chunks.size());
      chunks.forEach(chunk -> shared.add(chunk.retainedDuplicate()));
      return hot.body(shared);
    }
  }

  /** A reader, to be closed, or empty if all holders have left. */
  Optional<ByteSource> tryOpen() {
    synchronized (lock) {
      if (holders == 0) {
        return Optional.empty();
      }
      holders++;
    }
    return Optional.of(new Reader());
  }

  /** The maker's hold ends. */
  void release() {
    List<ByteBuf> unused;
    long freed;
    synchronized (lock) {
      if (--holders > 0) {
        return;
      }
      unused = List.copyOf(chunks);
      chunks.clear();
      freed = reserved;
      reserved = 0;
    }
    unused.forEach(ByteBuf::release);
    budget.release(freed);
  }

  private CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    synchronized (lock) {
      if (!isAnswerable(offset)) {
        return waiting.add(offset, maxBytes);
      }
      if (offset < length) {
        return CompletableFuture.completedFuture(slice(offset, maxBytes));
      }
      return failure != null
          ? CompletableFuture.failedFuture(failure)
          : CompletableFuture.completedFuture(Unpooled.EMPTY_BUFFER);
    }
  }

  private boolean isAnswerable(long offset) {
    return offset < length || complete || failure != null;
  }

  private ByteBuf slice(long offset, int maxBytes) {
    long start = 0;
    for (var chunk : chunks) {
      int size = chunk.readableBytes();
      if (offset < start + size) {
        int from = (int) (offset - start);
        return chunk.retainedSlice(from, Math.min(maxBytes, size - from));
      }
      start += size;
    }
    throw new IllegalStateException("offset: %d (expected: below %d)".formatted(offset, start));
  }

  private final class Reader implements ByteSource {
    private boolean closed;

    @Override
    public long length() {
      synchronized (lock) {
        return complete ? length : -1;
      }
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      return GrowingBody.this.read(offset, maxBytes);
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        release();
      }
    }
  }
}
