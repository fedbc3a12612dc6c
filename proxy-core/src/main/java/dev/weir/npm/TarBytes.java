package dev.weir.npm;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of an archive, in order, up to a limit. */
final class TarBytes {
  private final InputStream tar;
  private final long limit;
  private final byte[] skipped = new byte[32 << 10];
  private long read;

  /**
   * @param tar unpacked; not closed by this
   */
  TarBytes(InputStream tar, long limit) {
    this.tar = tar;
    this.limit = limit;
  }

  /** Fills {@code bytes}, which is not empty; false if none came any more. */
  boolean fillOrEnd(byte[] bytes) throws IOException {
    int first = tar.read();
    if (first < 0) {
      return false;
    }
    count(1);
    bytes[0] = (byte) first;
    fill(bytes, 1);
    return true;
  }

  void fill(byte[] bytes) throws IOException {
    fill(bytes, 0);
  }

  void skip(long bytes) throws IOException {
    long rest = bytes;
    while (rest > 0) {
      int count = tar.read(skipped, 0, (int) Math.min(rest, skipped.length));
      if (count < 0) {
        throw brokenOff();
      }
      count(count);
      rest -= count;
    }
  }

  /** Reads to the end, through zeros only. */
  void zeros() throws IOException {
    int length = tar.read(skipped);
    while (length >= 0) {
      count(length);
      if (!isZero(skipped, length)) {
        throw new TarDamagedException("something follows the archive's end");
      }
      length = tar.read(skipped);
    }
  }

  static boolean isZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void fill(byte[] bytes, int from) throws IOException {
    int count = tar.readNBytes(bytes, from, bytes.length - from);
    count(count);
    if (count < bytes.length - from) {
      throw brokenOff();
    }
  }

  private void count(int bytes) throws TarDamagedException {
    read += bytes;
    if (read > limit) {
      throw new TarDamagedException("more than %d bytes unpacked".formatted(limit));
    }
  }

  private static TarDamagedException brokenOff() {
    return new TarDamagedException("it breaks off within an entry");
  }
}
