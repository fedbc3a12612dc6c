package dev.weir.npm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes small numbers and texts tightly: a number as groups of seven bits, the lowest first, the
 * top bit of a byte saying that another follows; a text as twice its length, then one byte per
 * character, or, if it has any beyond U+00FF, that number plus one and two bytes per character.
 * (UTF-8 would lose surrogates that stand alone.)
 */
final class PackedWriter {
  private byte[] bytes;
  private int size;

  PackedWriter(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  void text(String value) {
    if (value.chars().allMatch(c -> c <= 0xff)) {
      number(value.length() * 2L);
      raw(value.getBytes(StandardCharsets.ISO_8859_1));
    } else {
      number(value.length() * 2L + 1);
      for (int i = 0; i < value.length(); i++) {
        put((byte) (value.charAt(i) >> 8));
        put((byte) value.charAt(i));
      }
    }
  }

  void raw(byte[] more) {
    raw(more, 0, more.length);
  }

  void raw(byte[] more, int offset, int length) {
    reserve(length);
    System.arraycopy(more, offset, bytes, size, length);
    size += length;
  }

  /** A fresh copy of what was written. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** Appends what another writer has from {@code from} to {@code to}. */
  void part(PackedWriter other, int from, int to) {
    raw(other.bytes, from, to - from);
  }

  void copy(int from, int to, ByteSink sink) throws IOException {
    sink.write(bytes, from, to - from);
  }

  private void put(byte b) {
    reserve(1);
    bytes[size++] = b;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(64, size + (size >> 1))));
    }
  }
}
