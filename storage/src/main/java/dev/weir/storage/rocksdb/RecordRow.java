package dev.weir.storage.rocksdb;

import dev.weir.storage.Version;
import dev.weir.storage.Versioned;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A record's value on disk: the version in 8 bytes, most significant first, then the value. {@code
 * "hi"} at version 258 is {@code 0000000000000102 6869}.
 */
final class RecordRow {
  private static final int HEAD = Long.BYTES;

  private RecordRow() {}

  static byte[] encode(Version version, byte[] value) {
    return ByteBuffer.allocate(HEAD + value.length).putLong(version.value()).put(value).array();
  }

  static Versioned decode(byte[] row) {
    return new Versioned(version(row), Arrays.copyOfRange(row, HEAD, row.length));
  }

  /** The version of a row of which only the beginning is known. */
  static Version version(byte[] head) {
    return new Version(ByteBuffer.wrap(head).getLong());
  }
}
