package dev.weir.npm;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Bytes that come in pieces of a size, as from a network. */
final class ChunkedInput extends InputStream {
  private final ByteArrayInputStream bytes;
  private final int chunk;

  ChunkedInput(byte[] bytes, int chunk) {
    this.bytes = new ByteArrayInputStream(bytes);
    this.chunk = chunk;
  }

  @Override
  public int read() {
    return bytes.read();
  }

  @Override
  public int read(byte[] into, int offset, int length) {
    return bytes.read(into, offset, Math.min(length, chunk));
  }
}
