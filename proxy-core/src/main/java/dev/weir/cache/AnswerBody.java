package dev.weir.cache;

import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reads a stream into an array, its bytes counted while they come. */
final class AnswerBody {
  private final MemoryBudget budget;
  private final List<byte[]> parts = new ArrayList<>();
  private int length;

  private AnswerBody(MemoryBudget budget) {
    this.budget = budget;
  }

  /**
   * All of {@code stream}, which is bounded and is closed. Fails with {@link OverloadedException}
   * if {@code budget} has no room, and as the stream does.
   */
  static CompletionStage<byte[]> read(ByteStream stream, MemoryBudget budget) {
    var body = new AnswerBody(budget);
    return Pump.all(stream, body::take)
        .thenApply(nothing -> body.whole())
        .whenComplete((bytes, failure) -> budget.release(body.length));
  }

  private CompletionStage<Void> take(ByteBuf chunk) {
    try {
      int count = chunk.readableBytes();
      budget.reserve(count);
      length += count;
      var part = new byte[count];
      chunk.readBytes(part);
      parts.add(part);
      return CompletableFuture.completedFuture(null);
    } finally {
      chunk.release();
    }
  }

  private byte[] whole() {
    var whole = new byte[length];
    int at = 0;
    for (var part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    return whole;
  }
}
