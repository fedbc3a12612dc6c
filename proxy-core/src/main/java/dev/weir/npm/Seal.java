package dev.weir.npm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The envelope of stored values: four bytes that name the format and its version, the content, and
 * the CRC-32C of both. What was written by another version, torn or changed is noticed at once,
 * since contents are read lazily.
 */
enum Seal {
  INDEX("WPI1"),
  MANIFEST("WPM1");

  private static final int CHECKSUM = Integer.BYTES;

  private final String magic;

  Seal(String magic) {
    this.magic = magic;
  }

  /** A writer that has the format's name already. */
  PackedWriter writer(int capacity) {
    var out = new PackedWriter(capacity);
    out.raw(JsonText.utf8(magic));
    return out;
  }

  /** What was written, sealed. */
  byte[] close(PackedWriter out) {
    var content = out.toBytes();
    out.raw(ByteBuffer.allocate(CHECKSUM).putInt(checksum(content, content.length)).array());
    return out.toBytes();
  }

  /** A reader behind the format's name. */
  PackedReader open(byte[] sealed) {
    int limit = sealed.length - CHECKSUM;
    if (limit < magic.length()
        || !new String(sealed, 0, magic.length(), StandardCharsets.ISO_8859_1).equals(magic)) {
      throw new IllegalArgumentException(
          "stored value of %d bytes (expected: one that begins with %s)"
              .formatted(sealed.length, magic));
    }
    if (ByteBuffer.wrap(sealed, limit, CHECKSUM).getInt() != checksum(sealed, limit)) {
      throw new IllegalArgumentException(
          "stored value of %d bytes: wrong checksum (expected: what Weir wrote)"
              .formatted(sealed.length));
    }
    return new PackedReader(sealed, magic.length(), limit);
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
