package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/*
 * A blob that is read while it is written.
 *
 * Idea: one writer appends chunks to the store; any number of readers each follow at a position of
 * their own. The newest bytes are shared from memory (the tail), older ones are read back from the
 * store, so a slow reader costs nothing and slows nobody.
 *
 * The gate: a reader must never hold a complete body that is wrong. So the newest chunk is held
 * back until it is known not to be the last one (a further chunk came, or the announced length is
 * not reached), and the last one until complete() says that the blob is committed.
 *
 * A slow origin's bytes go on in pieces that are not a chunk, so that nobody waits for a chunk to
 * fill; not those of a blob that may be one chunk, which is judged before anyone sees a byte.
 *
 * Threads: any. The lock guards every field; futures are completed and stores called outside it.
 */
final class GrowingBlob {
  /** What goes to the store, and on to readers, at a time: no more than this. */
  static final int CHUNK = 256 << 10;

  private static final int FIRST_CHUNK = 16 << 10;

  /** The least that goes on before a chunk is full, and how long after what went on before. */
  private static final int PIECE = 16 << 10;

  private static final long PIECE_NANOS = Duration.ofMillis(10).toNanos();

  private final Object lock = new Object();
  private final MemoryBudget budget;
  private final long tailLimit;
  private final LongSupplier nanoTime;
  private final Runnable abandoned;

  private final ArrayDeque<Tail> tail = new ArrayDeque<>();
  private final WaitingReads waiting = new WaitingReads(lock, this::isAnswerable, this::read);
  private long tailBytes;
  private BlobWriter writer;
  private OptionalLong announced = OptionalLong.empty();
  private ByteBuf filling = Unpooled.EMPTY_BUFFER;
  private boolean wentOn;
  private long lastWentOn;
  private long written;
  private long visible;
  private boolean everVisible;
  private boolean complete;
  private Throwable failure;
  private int readers;
  private boolean released;

  private record Tail(long offset, ByteBuf bytes) {}

  /**
   * @param budget what the tail is counted against; without room in it there is no tail
   * @param tailLimit the most bytes of tail, > 0
   * @param nanoTime as {@link System#nanoTime()}
   * @param abandoned called when the last reader leaves before the end
   */
  @SuppressWarnings("NullAway") // begin() comes before the first append, by contract
  GrowingBlob(MemoryBudget budget, long tailLimit, LongSupplier nanoTime, Runnable abandoned) {
    this.budget = budget;
    this.tailLimit = tailLimit;
    this.nanoTime = nanoTime;
    this.abandoned = abandoned;
  }

  // For the writing side: one caller at a time.

  /** Starts, or starts again while nothing was visible, with the writer that this owns now. */
  void begin(BlobWriter fresh, OptionalLong length) {
    BlobWriter old;
    synchronized (lock) {
      if (everVisible) {
        throw new IllegalStateException("bytes were visible (expected: none)");
      }
      old = writer;
      writer = fresh;
      announced = length;
      written = 0;
      visible = 0;
      wentOn = false;
      dropTail();
      dropFilling();
      if (released) {
        fresh.close();
      }
    }
    if (old != null) {
      old.close();
    }
  }

  /** Whether no reader can have seen a byte, so that it may begin again. */
  boolean unseen() {
    synchronized (lock) {
      return !everVisible;
    }
  }

  /** Takes any number of bytes, which it releases; completes when the next may come. */
  CompletionStage<Void> append(ByteBuf bytes) {
    var stage = CompletableFuture.<Void>completedFuture(null);
    try {
      while (bytes.isReadable()) {
        var full = fill(bytes);
        if (full.isReadable()) {
          stage = stage.thenCompose(nothing -> push(full)).toCompletableFuture();
        }
      }
      return stage;
    } finally {
      bytes.release();
    }
  }

  /** After the last append: writes what has not filled a chunk. */
  CompletionStage<Void> flush() {
    ByteBuf rest;
    synchronized (lock) {
      rest = filling;
      filling = Unpooled.EMPTY_BUFFER;
    }
    return rest.isReadable() ? push(rest) : CompletableFuture.completedFuture(null);
  }

  /** The blob is committed: the last chunk goes out. */
  void complete() {
    synchronized (lock) {
      complete = true;
      visible = written;
    }
    waiting.wake();
    releaseIfUnused();
  }

  /** The rest will never come. Readers that are behind lose the rest as well. */
  void fail(Throwable cause) {
    synchronized (lock) {
      if (complete || failure != null) {
        return;
      }
      failure = cause;
      dropFilling();
    }
    waiting.wake();
    releaseIfUnused();
  }

  long written() {
    synchronized (lock) {
      return written;
    }
  }

  /**
   * Fails it if nobody reads it, unless its length is known and more than half of it is here;
   * answers whether it did. Nobody can begin to read it between the look and the failing.
   */
  boolean failIfUnread(Throwable cause) {
    synchronized (lock) {
      boolean moreThanHalf = announced.isPresent() && written * 2 > announced.getAsLong();
      if (readers > 0 || moreThanHalf || complete || failure != null) {
        return false;
      }
      failure = cause;
      dropFilling();
    }
    releaseIfUnused();
    return true;
  }

  // For readers.

  /**
   * A reader of its own position, to be closed; empty once it has failed or let go of its bytes.
   */
  Optional<ByteSource> open() {
    synchronized (lock) {
      if (failure != null || released) {
        return Optional.empty();
      }
      readers++;
    }
    return Optional.of(new Reader());
  }

  private long length() {
    synchronized (lock) {
      return complete ? written : announced.orElse(-1);
    }
  }

  private CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    BlobWriter source;
    int count;
    synchronized (lock) {
      if (failure != null) {
        return CompletableFuture.failedFuture(failure);
      }
      if (offset >= visible) {
        return complete
            ? CompletableFuture.completedFuture(Unpooled.EMPTY_BUFFER)
            : waiting.add(offset, maxBytes);
      }
      count = (int) Math.min(maxBytes, visible - offset);
      for (var entry : tail) {
        if (offset >= entry.offset() && offset < entry.offset() + entry.bytes().readableBytes()) {
          int from = (int) (offset - entry.offset());
          int here = Math.min(count, entry.bytes().readableBytes() - from);
          return CompletableFuture.completedFuture(entry.bytes().retainedSlice(from, here));
        }
      }
      source = writer;
    }
    return source.read(offset, count);
  }

  private boolean isAnswerable(long offset) {
    return offset < visible || complete || failure != null;
  }

  private void left() {
    boolean last;
    synchronized (lock) {
      readers--;
      last = readers == 0 && !complete && failure == null;
    }
    if (last) {
      abandoned.run();
    }
    releaseIfUnused();
  }

  // Inside.

  /** Moves bytes into the chunk being filled; answers the chunk when it is to go on. */
  private ByteBuf fill(ByteBuf bytes) {
    synchronized (lock) {
      if (failure != null) {
        throw new IllegalStateException("flight has ended", failure);
      }
      if (filling.capacity() == 0) {
        filling = PooledByteBufAllocator.DEFAULT.directBuffer(FIRST_CHUNK, CHUNK);
      }
      int count = Math.min(bytes.readableBytes(), CHUNK - filling.readableBytes());
      filling.writeBytes(bytes, count);
      if (filling.readableBytes() < CHUNK && !goesOnEarly()) {
        return Unpooled.EMPTY_BUFFER;
      }
      lastWentOn = nanoTime.getAsLong();
      wentOn = true;
      var full = filling;
      filling = Unpooled.EMPTY_BUFFER;
      return full;
    }
  }

  private boolean goesOnEarly() {
    return filling.readableBytes() >= PIECE
        && announced.orElse(0) > CHUNK
        && !(wentOn && nanoTime.getAsLong() - lastWentOn < PIECE_NANOS);
  }

  private CompletionStage<Void> push(ByteBuf chunk) {
    BlobWriter target;
    synchronized (lock) {
      target = writer;
    }
    return target
        .write(chunk.retainedDuplicate())
        .whenComplete(
            (nothing, failed) -> {
              if (failed == null) {
                pushed(chunk);
              } else {
                chunk.release();
              }
            });
  }

  private void pushed(ByteBuf chunk) {
    int length = chunk.readableBytes();
    synchronized (lock) {
      long offset = written;
      written += length;
      boolean lastForNow = announced.isEmpty() || written >= announced.getAsLong();
      visible = lastForNow ? offset : written;
      everVisible |= visible > 0;
      keep(offset, chunk);
    }
    waiting.wake();
  }

  private void keep(long offset, ByteBuf chunk) {
    int length = chunk.readableBytes();
    while (tailBytes + length > tailLimit && !tail.isEmpty()) {
      dropOldest();
    }
    if (released || failure != null || !budget.tryReserve(chunk.capacity())) {
      chunk.release();
      return;
    }
    tail.add(new Tail(offset, chunk));
    tailBytes += length;
  }

  private void dropOldest() {
    var oldest = tail.remove();
    tailBytes -= oldest.bytes().readableBytes();
    budget.release(oldest.bytes().capacity());
    oldest.bytes().release();
  }

  private void dropTail() {
    while (!tail.isEmpty()) {
      dropOldest();
    }
  }

  private void dropFilling() {
    filling.release();
    filling = Unpooled.EMPTY_BUFFER;
  }

  /** Once it has ended and nobody reads, what it holds goes. */
  private void releaseIfUnused() {
    BlobWriter done;
    synchronized (lock) {
      if (released || readers > 0 || !(complete || failure != null)) {
        return;
      }
      released = true;
      dropTail();
      dropFilling();
      done = writer;
    }
    if (done != null) {
      done.close();
    }
  }

  private final class Reader implements ByteSource {
    private boolean closed;

    @Override
    public long length() {
      return GrowingBlob.this.length();
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      return GrowingBlob.this.read(offset, maxBytes);
    }

    @Override
    public synchronized void close() {
      if (!closed) {
        closed = true;
        left();
      }
    }
  }
}
