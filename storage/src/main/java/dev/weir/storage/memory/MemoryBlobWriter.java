package dev.weir.storage.memory;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.ContentHash;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** A growing array that becomes a blob when it is committed. */
final class MemoryBlobWriter implements BlobWriter {
  private final MemoryStore store;
  private final MemoryBlobStore blobs;
  private byte[] content = new byte[1024];
  private int written;
  private boolean ended;
  private boolean closed;

  MemoryBlobWriter(MemoryStore store, MemoryBlobStore blobs) {
    this.store = store;
    this.blobs = blobs;
  }

  @Override
  public synchronized long written() {
    return written;
  }

  @Override
  public CompletionStage<Void> write(ByteBuf chunk) {
    try {
      return store.answer(() -> append(chunk));
    } finally {
      chunk.release();
    }
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return store.answer(() -> copy(offset, maxBytes));
  }

  @Override
  public CompletionStage<BlobId> commit(ExpectedContent expected) {
    return store.answer(() -> end(expected));
  }

  @Override
  public synchronized void close() {
    closed = true;
    ended = true;
  }

  private synchronized Void append(ByteBuf chunk) {
    checkNotEnded();
    var size = chunk.readableBytes();
    if (written + size > content.length) {
      content = Arrays.copyOf(content, Math.max(written + size, content.length * 2));
    }
    chunk.getBytes(chunk.readerIndex(), content, written, size);
    written += size;
    return null;
  }

  private synchronized ByteBuf copy(long offset, int maxBytes) {
    if (closed) {
      throw new IllegalStateException("the writer is closed");
    }
    return MemoryBlobReader.copy(content, written, offset, maxBytes);
  }

  private synchronized BlobId end(ExpectedContent expected) {
    checkNotEnded();
    ended = true;
    var hash = new ContentHash(EnumSet.allOf(DigestAlgorithm.class));
    hash.update(Unpooled.wrappedBuffer(content, 0, written));
    var digests = hash.finish();
    ContentHash.check(expected, written, digests);
    var id = new BlobId(Objects.requireNonNull(digests.get(DigestAlgorithm.SHA512)));
    blobs.keep(id, Arrays.copyOf(content, written));
    return id;
  }

  private void checkNotEnded() {
    if (ended) {
      throw new IllegalStateException("the writer has been committed or closed");
    }
  }
}
