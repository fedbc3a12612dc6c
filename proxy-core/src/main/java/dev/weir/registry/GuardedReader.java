package dev.weir.registry;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobReader;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A reader that tells somebody when a read fails. */
record GuardedReader(BlobReader reader, Consumer<Throwable> failed) implements BlobReader {
  @Override
  public BlobId id() {
    return reader.id();
  }

  @Override
  public long length() {
    return reader.length();
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return reader
        .read(offset, maxBytes)
        .whenComplete(
            (bytes, failure) -> {
              if (failure != null) {
                failed.accept(failure);
              }
            });
  }

  @Override
  public void close() {
    reader.close();
  }
}
