package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.io.InputStream;

/**
 * A source as a stream, which waits for its bytes: for the CPU pool only. Throws what the source's
 * reads fail with, and never an {@link java.io.IOException}.
 */
public final class SourceInputStream extends InputStream {
  private static final int CHUNK = 256 << 10;

  private final ByteSource source;
  private byte[] chunk = new byte[0];
  private int at;
  private long offset;

  /**
   * @param source closed with this
   */
  public SourceInputStream(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read() {
    return more() ? chunk[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    if (length == 0) {
      return 0;
    } else if (!more()) {
      return -1;
    }
    int count = Math.min(length, chunk.length - at);
    System.arraycopy(chunk, at, into, from, count);
    at += count;
    return count;
  }

  /** What is at hand; that nothing is does not mean that nothing comes. */
  @Override
  public int available() {
    return chunk.length - at;
  }

  @Override
  public void close() {
    source.close();
  }

  private boolean more() {
    if (at == chunk.length) {
      var bytes = SourceBytes.await(source, offset, CHUNK);
      chunk = copy(bytes);
      at = 0;
      offset += chunk.length;
    }
    return at < chunk.length;
  }

  private static byte[] copy(ByteBuf bytes) {
    try {
      var copy = new byte[bytes.readableBytes()];
      bytes.readBytes(copy);
      return copy;
    } finally {
      bytes.release();
    }
  }
}
