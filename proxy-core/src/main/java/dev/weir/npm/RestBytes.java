package dev.weir.npm;

import java.util.Arrays;

/** Gathers bytes up to a limit. */
final class RestBytes {
  private final int limit;
  private byte[] bytes;
  private int size;

  RestBytes(int limit) {
    this.limit = limit;
    bytes = new byte[Math.min(limit, 8 << 10)];
  }

  void append(byte[] from, int start, int end) throws PublishTooLargeException {
    int length = end - start;
    if (length > limit - size) {
      throw new PublishTooLargeException(
          "document beside its tarball", limit, PublishLimits.MAX_REST);
    }
    if (length > bytes.length - size) {
      long doubled = Math.max(2L * bytes.length, (long) size + length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limit));
    }
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  int size() {
    return size;
  }

  int capacity() {
    return bytes.length;
  }

  /** A fresh copy. */
  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }
}
