package dev.weir.npm;

import java.util.Arrays;

/**
 * Decodes base64 (RFC 4648, section 4) as it comes in and passes it on in blocks. Strict: the
 * standard alphabet, no line breaks, padding at the end and nowhere else, no bits set that nobody
 * reads. So there is one way only to write a content.
 */
final class Base64Blocks {
  /** Takes a decoded block, which is only lent. */
  @FunctionalInterface
  interface Sink {
    void block(byte[] bytes, int length) throws PublishTooLargeException;
  }

  /** A multiple of three. */
  static final int BLOCK = 12 << 10;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final byte[] VALUES = values();

  private final Sink sink;
  private final byte[] block = new byte[BLOCK];
  private int size;

  /** Of the group of four that is not complete: its characters, and what they say. */
  private int characters;

  private int bits;
  private int padding;

  Base64Blocks(Sink sink) {
    this.sink = sink;
  }

  /**
   * Decodes up to a quote, a backslash or {@code end}, and says where that is.
   *
   * @param shift what makes a place in {@code bytes} one in the document
   */
  int append(byte[] bytes, int from, int end, long shift)
      throws MalformedPublishException, PublishTooLargeException {
    int at = from;
    while (at < end) {
      at = groups(bytes, at, end);
      if (at == end || bytes[at] == '"' || bytes[at] == '\\') {
        return at;
      }
      accept(bytes[at] & 0xff, shift + at);
      at++;
    }
    return at;
  }

  /** One character. */
  void accept(int c, long at) throws MalformedPublishException, PublishTooLargeException {
    if (c == '=') {
      pad(at);
      return;
    }
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0 || padding > 0) {
      throw notBase64(at);
    }
    bits = bits << 6 | value;
    characters++;
    if (characters == 4) {
      put(bits, 3);
      characters = 0;
      bits = 0;
    }
  }

  /** The text's end, at which all must be complete. */
  void end(long at) throws MalformedPublishException, PublishTooLargeException {
    if (characters > 0 && characters + padding < 4) {
      throw new MalformedPublishException(
          at, "base64 that breaks off", "groups of four characters, filled up with =");
    }
    flush();
    characters = 0;
    bits = 0;
    padding = 0;
  }

  /** Whole groups as long as nothing but the alphabet comes: all but a few bytes go this way. */
  private int groups(byte[] bytes, int from, int end) throws PublishTooLargeException {
    int at = from;
    if (characters > 0 || padding > 0) {
      return at;
    }
    while (at + 4 <= end) {
      int group =
          value(bytes[at]) << 18
              | value(bytes[at + 1]) << 12
              | value(bytes[at + 2]) << 6
              | value(bytes[at + 3]);
      if (group < 0) {
        break;
      }
      put(group, 3);
      at += 4;
    }
    return at;
  }

  /** What the byte stands for; negative if nothing, also after a shift. */
  private static int value(byte b) {
    return b < 0 ? -1 : VALUES[b];
  }

  private void pad(long at) throws MalformedPublishException, PublishTooLargeException {
    padding++;
    if (characters < 2 || characters + padding > 4) {
      throw notBase64(at);
    }
    int unread = characters == 2 ? 4 : 2;
    if ((bits & (1 << unread) - 1) != 0) {
      throw new MalformedPublishException(
          at, "base64 with stray bits before its end", "none that say nothing");
    }
    if (characters + padding == 4) {
      put(bits >> unread, characters - 1);
    }
  }

  /** The lowest {@code count} bytes of {@code value}. */
  private void put(int value, int count) throws PublishTooLargeException {
    for (int i = count - 1; i >= 0; i--) {
      block[size++] = (byte) (value >> 8 * i);
    }
    if (size > BLOCK - 3) {
      flush();
    }
  }

  private void flush() throws PublishTooLargeException {
    if (size > 0) {
      sink.block(block, size);
      size = 0;
    }
  }

  private static MalformedPublishException notBase64(long at) {
    return new MalformedPublishException(
        at, "no base64", "A-Z a-z 0-9 + / and, at the end alone, =");
  }

  private static byte[] values() {
    var values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
