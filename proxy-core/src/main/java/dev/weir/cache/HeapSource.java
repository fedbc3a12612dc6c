package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Bytes on the heap as a source. Closing does nothing: the collector owns them. */
public final class HeapSource implements ByteSource {
  private final byte[] bytes;

  HeapSource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    int count = (int) Math.min(maxBytes, bytes.length - offset);
    return CompletableFuture.completedFuture(
        count <= 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes, (int) offset, count));
  }

  @Override
  public void close() {}
}
