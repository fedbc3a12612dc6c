package dev.weir.testing.documents;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** Makes gzip files (RFC 1952): small ones, and ones of a size to the byte. */
public final class Gzip {
  private static final int STORED_LIMIT = 65_535;
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, /* FCOMMENT */ 16, 0, 0, 0, 0, 0, 3};
  private static final int TAIL = 8;

  private Gzip() {}

  /** Compressed as servers do it. */
  public static byte[] compressed(byte[] data) {
    var out = new ByteArrayOutputStream(data.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The smallest size that {@link #stored} can have for so much data. */
  static int storedSize(int length) {
    int blocks = Math.max(1, (length + STORED_LIMIT - 1) / STORED_LIMIT);
    return HEAD.length + 1 + length + 5 * blocks + TAIL;
  }

  /**
   * Uncompressed (RFC 1951, 3.2.4), so that the bytes don't hang on a zlib's version, and filled up
   * to {@code size} by the header's comment.
   */
  static byte[] stored(byte[] data, int size) {
    int comment = size - storedSize(data.length);
    if (comment < 0) {
      throw new IllegalArgumentException(
          "size: %d (expected: at least %d)".formatted(size, storedSize(data.length)));
    }
    var out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(HEAD);
    out.put(" ".repeat(comment).getBytes(US_ASCII)).put((byte) 0);
    int position = 0;
    do {
      int length = Math.min(STORED_LIMIT, data.length - position);
      boolean last = position + length == data.length;
      out.put((byte) (last ? 1 : 0)).putShort((short) length).putShort((short) ~length);
      out.put(data, position, length);
      position += length;
    } while (position < data.length);
    var crc = new CRC32();
    crc.update(data);
    return out.putInt((int) crc.getValue()).putInt(data.length).array();
  }
}
