package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.ExpectedContent;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletionStage;

/** Frames that go into a blob. */
final class BlobTarget implements DocumentSpool.SpoolTarget {
  private final BlobWriter writer;

  BlobTarget(BlobWriter writer) {
    this.writer = writer;
  }

  @Override
  public CompletionStage<Void> write(byte[] frame) {
    return writer.write(Unpooled.wrappedBuffer(frame));
  }

  @Override
  public ByteSource source() {
    return new WrittenBytes(writer);
  }

  CompletionStage<BlobId> commit() {
    return writer.commit(ExpectedContent.ANY);
  }

  @Override
  public void close() {
    writer.close();
  }
}
