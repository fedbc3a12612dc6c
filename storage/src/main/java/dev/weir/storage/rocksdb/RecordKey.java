package dev.weir.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.storage.Key;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;

/**
 * A record's key on disk: each part in UTF-8 and a NUL after it, so that keys sort part by part and
 * a key starts with the bytes of every prefix of it. {@code Key.of("a", "bc")} is {@code 61 00 62
 * 63 00}.
 */
final class RecordKey {
  private RecordKey() {}

  static byte[] encode(Key key) {
    var bytes = new ByteArrayOutputStream();
    for (var part : key.parts()) {
      bytes.writeBytes(utf8(part));
      bytes.write(0);
    }
    return bytes.toByteArray();
  }

  static Key decode(byte[] bytes) {
    var parts = new ArrayList<String>();
    for (int start = 0, end = 0; end < bytes.length; end++) {
      if (bytes[end] == 0) {
        parts.add(new String(bytes, start, end - start, UTF_8));
        start = end + 1;
      }
    }
    return new Key(parts);
  }

  /** Strict: a lone surrogate would turn into '?', and two keys into one. */
  private static byte[] utf8(String part) {
    try {
      var encoded = UTF_8.newEncoder().encode(CharBuffer.wrap(part));
      return bytes(encoded);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("part: %s (expected: Unicode)".formatted(part), e);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
