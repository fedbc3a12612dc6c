package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Reads a source from end to end for its hashes, a chunk at a time, as fast as its bytes come: it
 * may be one that is still being downloaded. No thread waits; the executor hashes.
 */
public final class ContentReading {
  private static final int CHUNK = 256 << 10;

  private final ByteSource source;
  private final Executor executor;
  private final ContentHashes hashes = new ContentHashes();
  private final CompletableFuture<HashedContent> result = new CompletableFuture<>();
  private long offset;

  private ContentReading(ByteSource source, Executor executor) {
    this.source = source;
    this.executor = executor;
  }

  /**
   * Reads {@code source}, which stays open. Fails as its reads do, and with {@link
   * OverloadedException} if the executor is full.
   */
  public static CompletionStage<HashedContent> of(ByteSource source, Executor executor) {
    var reading = new ContentReading(source, executor);
    reading.next();
    return reading.result.minimalCompletionStage();
  }

  private void next() {
    source.read(offset, CHUNK).whenComplete(this::came);
  }

  private void came(ByteBuf chunk, Throwable failure) {
    if (failure != null) {
      result.completeExceptionally(Failures.unwrap(failure));
      return;
    }
    try {
      executor.execute(() -> take(chunk));
    } catch (OverloadedException full) {
      chunk.release();
      result.completeExceptionally(full);
    }
  }

  private void take(ByteBuf chunk) {
    int count;
    try {
      count = chunk.readableBytes();
      for (var part : chunk.nioBuffers()) {
        hashes.update(part);
      }
    } finally {
      chunk.release();
    }
    offset += count;
    if (count == 0) {
      result.complete(hashes.finish());
    } else {
      next();
    }
  }
}
