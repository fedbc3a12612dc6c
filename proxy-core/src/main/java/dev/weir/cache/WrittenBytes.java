package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;

/**
 * What was written to a blob that is not committed yet, to be read. The writer stays its owner's:
 * closing this does nothing. Threads are those of the writer.
 */
public record WrittenBytes(BlobWriter writer) implements ByteSource {
  @Override
  public long length() {
    return writer.written();
  }

  /** The receiver releases the buffer. */
  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return writer.read(offset, maxBytes);
  }

  @Override
  public void close() {}
}
