package dev.weir.http;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Zeros without end, made as they are read, at once; knows how many are not released yet. */
final class GeneratedSource implements ByteSource {
  private final long length;
  private final Queue<ByteBuf> given = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytesRead = new AtomicLong();
  private volatile boolean closed;

  GeneratedSource(long length) {
    this.length = length;
  }

  long bytesRead() {
    return bytesRead.get();
  }

  /** Capacity of the buffers that somebody still holds. */
  long bytesHeld() {
    given.removeIf(buffer -> buffer.refCnt() == 0);
    return given.stream().mapToLong(ByteBuf::capacity).sum();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    int size = (int) Math.min(maxBytes, length - offset);
    var buffer = ByteBufAllocator.DEFAULT.directBuffer(size, size).writeZero(size);
    given.add(buffer);
    given.removeIf(old -> old.refCnt() == 0);
    bytesRead.addAndGet(size);
    return CompletableFuture.completedFuture(buffer);
  }

  @Override
  public void close() {
    closed = true;
  }
}
