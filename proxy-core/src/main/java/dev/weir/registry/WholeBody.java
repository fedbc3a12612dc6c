package dev.weir.registry;

import dev.weir.cache.HotBody;
import dev.weir.cache.HotCache;
import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads a source of known length into memory outside the pool. */
final class WholeBody {
  private final ByteSource source;
  private final HotCache hot;
  private final List<ByteBuf> chunks = new ArrayList<>();
  private long position;

  private WholeBody(ByteSource source, HotCache hot) {
    this.source = source;
    this.hot = hot;
  }

  /** All of {@code source}, which stays open. The receiver releases the body. */
  static CompletionStage<HotBody> read(ByteSource source, HotCache hot) {
    var whole = new WholeBody(source, hot);
    return whole
        .next()
        .whenComplete(
            (body, failure) -> {
              if (failure != null) {
                whole.chunks.forEach(ByteBuf::release);
              }
            });
  }

  private CompletionStage<HotBody> next() {
    if (position == source.length()) {
      return CompletableFuture.completedFuture(hot.body(chunks));
    }
    int wanted = (int) Math.min(HotBody.CHUNK, source.length() - position);
    return source.read(position, wanted).thenCompose(this::take);
  }

  private CompletionStage<HotBody> take(ByteBuf bytes) {
    try {
      int count = bytes.readableBytes();
      if (count == 0) {
        throw new IllegalStateException("source ends at %d".formatted(position));
      }
      var chunk = hot.allocator().directBuffer(count, count);
      chunks.add(chunk.writeBytes(bytes));
      position += count;
    } finally {
      bytes.release();
    }
    return next();
  }
}
