package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link PackedWriter} wrote; every fault is an IllegalArgumentException. */
final class PackedReader {
  private final byte[] bytes;
  private final int limit;
  private int at;

  PackedReader(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.at = from;
    this.limit = limit;
  }

  int at() {
    return at;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = next();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw corrupt("a number without an end");
  }

  /** A number that counts or measures something at hand. */
  int size() {
    long value = number();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw corrupt("size %d".formatted(value));
    }
    return (int) value;
  }

  /** A number of things that take at least a byte each: cannot be more than the bytes left. */
  int count() {
    int count = size();
    if (count > limit - at) {
      throw corrupt("count %d".formatted(count));
    }
    return count;
  }

  String text() {
    long coded = number();
    long length = coded >>> 1;
    if ((coded & 1) == 0) {
      int from = skip(length);
      return new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1);
    }
    int from = skip(length * 2);
    var chars = new char[(int) length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (bytes[from + 2 * i] << 8 | bytes[from + 2 * i + 1] & 0xff);
    }
    return new String(chars);
  }

  byte[] raw(int length) {
    int from = skip(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  /** Passes over bytes and answers where they began. */
  int skip(long length) {
    if (length < 0 || length > limit - at) {
      throw corrupt("%d more bytes".formatted(length));
    }
    int from = at;
    at += (int) length;
    return from;
  }

  IllegalArgumentException corrupt(String found) {
    return new IllegalArgumentException(
        "packed data, byte %d of %d: %s (expected: what Weir wrote)".formatted(at, limit, found));
  }

  private byte next() {
    if (at >= limit) {
      throw corrupt("the end");
    }
    return bytes[at++];
  }
}
