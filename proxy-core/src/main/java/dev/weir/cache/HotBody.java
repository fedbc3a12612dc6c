package dev.weir.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.List;

/**
 * A whole body in direct memory outside the pool, in chunks of at most {@link #CHUNK} bytes.
 * Counted by references: the cache holds one, everybody who writes it holds another.
 */
public final class HotBody extends AbstractReferenceCounted {
  /** The most bytes of a chunk. */
  public static final int CHUNK = 256 << 10;

  private final ByteBuf[] chunks;
  private final long length;
  private final long capacity;

  /** Owns {@code chunks} from here on. */
  HotBody(List<ByteBuf> chunks) {
    this.chunks = chunks.toArray(new ByteBuf[0]);
    this.length = chunks.stream().mapToLong(ByteBuf::readableBytes).sum();
    this.capacity = chunks.stream().mapToLong(ByteBuf::capacity).sum();
  }

  public long length() {
    return length;
  }

  /** Bytes of memory that it takes. */
  long capacity() {
    return capacity;
  }

  /** Takes a reference unless the last one has gone. */
  boolean tryRetain() {
    // retain() throws for a dead object; eviction may win the race, which is no defect.
    try {
      retain();
      return true;
    } catch (io.netty.util.IllegalReferenceCountException gone) {
      return false;
    }
  }

  /**
   * The body as one buffer, sharing its memory; the receiver releases it, which gives back the
   * reference that the caller held.
   */
  public ByteBuf asBuffer() {
    var shared = new ByteBuf[chunks.length];
    for (int i = 0; i < chunks.length; i++) {
      shared[i] = chunks[i].retainedDuplicate();
    }
    release();
    return shared.length == 1 ? shared[0] : Unpooled.wrappedBuffer(shared.length, shared);
  }

  /** The body as a source, whose closing gives back the reference that the caller held. */
  public HotSource asSource() {
    return new HotSource(this);
  }

  ByteBuf slice(long offset, int maxBytes) {
    long start = 0;
    for (var chunk : chunks) {
      int size = chunk.readableBytes();
      if (offset < start + size) {
        int from = (int) (offset - start);
        return chunk.retainedSlice(from, Math.min(maxBytes, size - from));
      }
      start += size;
    }
    return Unpooled.EMPTY_BUFFER;
  }

  @Override
  protected void deallocate() {
    for (var chunk : chunks) {
      chunk.release();
    }
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }
}
