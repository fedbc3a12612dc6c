package dev.weir.storage.memory;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.CompletionStage;

/** A blob's array, held. */
final class MemoryBlobReader implements BlobReader {
  private final MemoryStore store;
  private final BlobId id;
  private final byte[] content;
  private volatile boolean closed;

  MemoryBlobReader(MemoryStore store, BlobId id, byte[] content) {
    this.store = store;
    this.id = id;
    this.content = content;
  }

  @Override
  public BlobId id() {
    return id;
  }

  @Override
  public long length() {
    return content.length;
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return store.answer(() -> copy(offset, maxBytes));
  }

  @Override
  public void close() {
    closed = true;
  }

  private ByteBuf copy(long offset, int maxBytes) {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    return copy(content, content.length, offset, maxBytes);
  }

  /** A pooled copy of what lies at {@code offset} of the first {@code length} bytes. */
  static ByteBuf copy(byte[] content, int length, long offset, int maxBytes) {
    if (offset < 0 || offset > length || maxBytes < 1) {
      throw new IllegalArgumentException(
          "offset, maxBytes: %d, %d (expected: 0 to %d, >= 1)".formatted(offset, maxBytes, length));
    }
    var size = (int) Math.min(maxBytes, length - offset);
    return PooledByteBufAllocator.DEFAULT.buffer(size).writeBytes(content, (int) offset, size);
  }
}
