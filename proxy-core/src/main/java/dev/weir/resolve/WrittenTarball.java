package dev.weir.resolve;

import dev.weir.cache.SourceInputStream;
import dev.weir.io.ByteSource;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import java.io.InputStream;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/**
 * A tarball that was written to the store and is not committed yet, to be read.
 *
 * @param permits what its readers stand in line for
 */
record WrittenTarball(BlobWriter writer, Semaphore permits) {
  /** All of it, in slices; for a thread that may wait, which closes it. */
  InputStream open() {
    return new SlicedInput(new SourceInputStream(new Written(writer)), permits);
  }

  /** What was written so far. */
  private record Written(BlobWriter writer) implements ByteSource {
    @Override
    public long length() {
      return writer.written();
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      return writer.read(offset, maxBytes);
    }

    @Override
    public void close() {}
  }
}
