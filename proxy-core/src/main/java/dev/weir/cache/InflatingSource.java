package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzip body as its identity bytes, inflated on the way out, a piece for each read. Large identity
 * bodies are never kept: fifty readers of twenty megabytes would be a gigabyte.
 *
 * <p>One reader, reading from the beginning to the end. Inflates on the executor given, never on an
 * event loop. What it inflates was made here, so its header is the plain ten bytes of {@code
 * java.util.zip}.
 */
public final class InflatingSource implements ByteSource {
  private static final int HEADER = 10;
  private static final int PIECE = 64 << 10;

  private final ByteSource gzip;
  private final long length;
  private final Executor cpu;

  /** Guards the inflater against a close while a piece is being made. */
  private final Object lock = new Object();

  private final Inflater inflater = new Inflater(true);
  private boolean closed;
  private long compressedAt = HEADER;
  private long position;

  /**
   * @param gzip closed by this
   * @param length of the identity bytes
   */
  public InflatingSource(ByteSource gzip, long length, Executor cpu) {
    this.gzip = gzip;
    this.length = length;
    this.cpu = cpu;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    if (offset != position) {
      throw new IllegalArgumentException(
          "offset: %d (expected: %d, in order)".formatted(offset, position));
    }
    if (position == length) {
      return CompletableFuture.completedFuture(Unpooled.EMPTY_BUFFER);
    }
    return CompletableFuture.supplyAsync(() -> inflate(Math.min(maxBytes, PIECE)), cpu)
        .thenCompose(bytes -> bytes.isReadable() ? given(bytes) : feed(bytes, offset, maxBytes));
  }

  private CompletionStage<ByteBuf> given(ByteBuf bytes) {
    position += bytes.readableBytes();
    return CompletableFuture.completedFuture(bytes);
  }

  /** The inflater wants input. */
  private CompletionStage<ByteBuf> feed(ByteBuf nothing, long offset, int maxBytes) {
    nothing.release();
    return gzip.read(compressedAt, PIECE)
        .thenCompose(
            input -> {
              accept(input);
              return read(offset, maxBytes);
            });
  }

  private void accept(ByteBuf input) {
    try {
      int count = input.readableBytes();
      if (count == 0) {
        throw new IllegalStateException("gzip body ends at %d".formatted(compressedAt));
      }
      var bytes = new byte[count];
      input.readBytes(bytes);
      compressedAt += count;
      synchronized (lock) {
        if (!closed) {
          inflater.setInput(bytes);
        }
      }
    } finally {
      input.release();
    }
  }

  private ByteBuf inflate(int maxBytes) {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      if (inflater.needsInput()) {
        return PooledByteBufAllocator.DEFAULT.buffer(0);
      }
      var target = PooledByteBufAllocator.DEFAULT.directBuffer(maxBytes);
      try {
        int count = inflater.inflate(target.nioBuffer(0, maxBytes));
        return target.writerIndex(count);
      } catch (DataFormatException e) {
        target.release();
        throw new CompletionException(e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        inflater.end();
      }
    }
    gzip.close();
  }
}
