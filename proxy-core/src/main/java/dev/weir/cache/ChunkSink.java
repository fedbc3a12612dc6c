package dev.weir.cache;

import dev.weir.npm.ByteSink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Collects bytes into direct chunks outside the pool and hands on each as it fills. */
final class ChunkSink extends OutputStream implements ByteSink {
  private static final int FIRST = 4 << 10;

  private final ByteBufAllocator allocator;
  private final Consumer<ByteBuf> chunks;
  private ByteBuf current = Unpooled.EMPTY_BUFFER;

  /**
   * @param allocator gives direct memory
   * @param chunks owns each chunk; may throw to end the work
   */
  ChunkSink(ByteBufAllocator allocator, Consumer<ByteBuf> chunks) {
    this.allocator = allocator;
    this.chunks = chunks;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (current.capacity() == 0) {
        current = allocator.directBuffer(FIRST, HotBody.CHUNK);
      }
      int count = Math.min(length - done, HotBody.CHUNK - current.readableBytes());
      current.writeBytes(bytes, offset + done, count);
      done += count;
      if (current.readableBytes() == HotBody.CHUNK) {
        handOn();
      }
    }
  }

  /** Hands on what is left, in no more memory than it needs. */
  void end() {
    if (current.isReadable()) {
      current.capacity(current.readableBytes());
      handOn();
    }
  }

  /** Drops what was not handed on. */
  void discard() {
    current.release();
    current = Unpooled.EMPTY_BUFFER;
  }

  private void handOn() {
    var full = current;
    current = Unpooled.EMPTY_BUFFER;
    chunks.accept(full);
  }
}
