package dev.weir.storage.rocksdb;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last chunk of a blob being written, while it is not stored yet. One thread at a time appends,
 * stores and frees; any thread may copy meanwhile.
 */
final class Tail {
  private final ByteBufAllocator allocator;
  // All guarded by this.
  private @Nullable ByteBuf bytes;
  private long start;
  private boolean freed;

  Tail(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** The blob's offset at which this begins; everything before it is stored. */
  synchronized long start() {
    return start;
  }

  synchronized int length() {
    return bytes == null ? 0 : bytes.readableBytes();
  }

  /** Takes bytes from {@code chunk} until that is empty or this is a whole chunk. */
  synchronized void fill(ByteBuf chunk) {
    checkNotFreed();
    var fits = Math.min(chunk.readableBytes(), BlobLayout.CHUNK_BYTES - length());
    if (bytes == null) {
      bytes =
          allocator.directBuffer(
              fits + ChunkTable.CHECKSUM_BYTES, BlobLayout.CHUNK_BYTES + ChunkTable.CHECKSUM_BYTES);
    }
    bytes.ensureWritable(fits + ChunkTable.CHECKSUM_BYTES);
    bytes.writeBytes(chunk, fits);
  }

  boolean isFull() {
    return length() == BlobLayout.CHUNK_BYTES;
  }

  /** Content and checksum as they are stored; good until {@link #advance} or {@link #free}. */
  synchronized ByteBuffer sealed(long uid, int chunk) {
    if (bytes == null) {
      throw new IllegalStateException("the tail is empty");
    }
    var length = length();
    bytes.setInt(length, ChunkTable.checksum(uid, chunk, bytes.nioBuffer(0, length)));
    return bytes.nioBuffer(0, length + ChunkTable.CHECKSUM_BYTES);
  }

  /** Begins the next chunk, since this one can be read from the store now. */
  synchronized void advance() {
    start += length();
    release();
  }

  /** A copy of up to {@code maxBytes} at the blob's {@code offset}, unless that is stored. */
  synchronized Optional<ByteBuf> copy(long offset, int maxBytes) {
    checkNotFreed();
    if (offset < start) {
      return Optional.empty();
    }
    var from = Math.toIntExact(offset - start);
    var size = Math.min(maxBytes, length() - from);
    var copy = allocator.directBuffer(size);
    return Optional.of(bytes == null ? copy : copy.writeBytes(bytes, from, size));
  }

  /** Gives the memory back; nothing can be appended or copied any more. Idempotent. */
  synchronized void free() {
    freed = true;
    release();
  }

  private void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }

  private void checkNotFreed() {
    if (freed) {
      throw new IllegalStateException("the writer is closed");
    }
  }
}
