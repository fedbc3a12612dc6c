package dev.weir.testing.documents;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes a POSIX ustar archive of regular files, dated as {@code npm pack} dates them. */
final class Tar {
  static final int BLOCK = 512;

  /** 1985-10-26T08:15:00Z, in seconds. */
  private static final long TIME = 499_162_500;

  private static final int NAME_LIMIT = 100;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int files;
  private long unpacked;

  void add(String name, byte[] content, boolean executable) {
    out.writeBytes(header(name, content.length, executable ? 0755 : 0644));
    out.writeBytes(content);
    out.writeBytes(new byte[padding(content.length)]);
    files++;
    unpacked += content.length;
  }

  int files() {
    return files;
  }

  /** The sum of the files' sizes. */
  long unpacked() {
    return unpacked;
  }

  /** The size that {@link #bytes()} will have. */
  int size() {
    return out.size() + 2 * BLOCK;
  }

  /** The whole archive; nothing can be added afterwards. */
  byte[] bytes() {
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private static int padding(int length) {
    return (BLOCK - length % BLOCK) % BLOCK;
  }

  private static byte[] header(String name, int size, int mode) {
    if (name.length() >= NAME_LIMIT) {
      throw new IllegalArgumentException("name: " + name + " (expected: under 100 characters)");
    }
    var header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "%07o".formatted(mode));
    put(header, 108, "%07o".formatted(0));
    put(header, 116, "%07o".formatted(0));
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "%011o".formatted(TIME));
    put(header, 156, "0");
    put(header, 257, "ustar");
    put(header, 263, "00");
    // The checksum counts its own field as spaces.
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int offset, String text) {
    var bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
