package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobReader;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A visible blob, held by a pin from its opening to its closing. */
final class RocksBlobReader implements BlobReader {
  private final RocksBlobStore store;
  private final BlobId id;
  private final BlobLayout blob;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes over a pin on {@code blob}. */
  RocksBlobReader(RocksBlobStore store, BlobId id, BlobLayout blob) {
    this.store = store;
    this.id = id;
    this.blob = blob;
  }

  @Override
  public BlobId id() {
    return id;
  }

  @Override
  public long length() {
    return blob.length();
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return store.pinned(blob.uid(), closed, () -> store.read(blob, offset, maxBytes));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      store.release(blob.uid());
    }
  }
}
