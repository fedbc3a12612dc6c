package dev.weir.registry;

import dev.weir.cache.MemoryBudget;
import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** An answer on its way to a client: on the heap, and counted until it is closed. */
final class AnswerSource implements ByteSource {
  private final byte[] bytes;
  private final MemoryBudget budget;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Counts {@code bytes}, which are shared and never changed, or throws {@code OverloadedException}
   * if {@code budget} has no room.
   */
  AnswerSource(byte[] bytes, MemoryBudget budget) {
    budget.reserve(bytes.length);
    this.bytes = bytes;
    this.budget = budget;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    int count = (int) Math.min(maxBytes, bytes.length - offset);
    return CompletableFuture.completedFuture(
        count <= 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes, (int) offset, count));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      budget.release(bytes.length);
    }
  }
}
