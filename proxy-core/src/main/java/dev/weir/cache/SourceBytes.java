package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads a source into an array, waiting for it: for the CPU pool only. */
final class SourceBytes {
  /** Far above what a healthy disk needs; a store that takes longer is as good as gone. */
  private static final long PATIENCE_SECONDS = 30;

  private SourceBytes() {}

  /** Exactly {@code length} bytes from {@code offset}. */
  static byte[] read(ByteSource source, long offset, int length) {
    var bytes = new byte[length];
    int filled = 0;
    while (filled < length) {
      var chunk = await(source, offset + filled, length - filled);
      try {
        int count = chunk.readableBytes();
        if (count == 0) {
          throw new IllegalStateException(
              "source ends at %d (expected: %d)".formatted(offset + filled, offset + length));
        }
        chunk.readBytes(bytes, filled, count);
        filled += count;
      } finally {
        chunk.release();
      }
    }
    return bytes;
  }

  static ByteBuf await(ByteSource source, long offset, int maxBytes) {
    var reading = source.read(offset, maxBytes).toCompletableFuture();
    try {
      return reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CompletionException(Failures.unwrap(e));
    } catch (TimeoutException e) {
      reading.thenAccept(ByteBuf::release);
      throw new IllegalStateException("store: no answer in %d s".formatted(PATIENCE_SECONDS), e);
    } catch (InterruptedException e) {
      reading.thenAccept(ByteBuf::release);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    }
  }
}
