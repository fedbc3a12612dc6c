package dev.weir.npm;

import java.io.IOException;

/** Gathers small writes into ones of 64 KiB; what is larger than that goes through at once. */
final class GatheringSink implements ByteSink {
  private static final int CAPACITY = 64 * 1024;

  private final ByteSink sink;
  private final byte[] gathered = new byte[CAPACITY];
  private int size;
  private long taken;

  GatheringSink(ByteSink sink) {
    this.sink = sink;
  }

  /** Bytes taken so far, gathered or written. */
  long taken() {
    return taken;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    taken += length;
    if (length >= CAPACITY) {
      flush();
      sink.write(bytes, offset, length);
      return;
    }
    int fits = Math.min(length, CAPACITY - size);
    System.arraycopy(bytes, offset, gathered, size, fits);
    size += fits;
    if (size == CAPACITY) {
      flush();
    }
    System.arraycopy(bytes, offset + fits, gathered, size, length - fits);
    size += length - fits;
  }

  void flush() throws IOException {
    if (size > 0) {
      sink.write(gathered, 0, size);
      size = 0;
    }
  }
}
