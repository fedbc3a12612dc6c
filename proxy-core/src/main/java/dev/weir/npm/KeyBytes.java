package dev.weir.npm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers a member's name as it stands between its quotes, and undoes its escapes. */
final class KeyBytes {
  /** Longest name, in bytes as it stands: no reader of ours takes a longer one. */
  static final int MAX = JsonCursor.MAX_NAME;

  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private byte[] bytes = new byte[64];
  private int size;

  void append(byte[] from, int start, int end, long shift) throws MalformedPublishException {
    if (end - start > MAX - size) {
      throw new MalformedPublishException(
          shift + start, "a member's long name", "at most %d bytes".formatted(MAX));
    }
    if (size + end - start > bytes.length) {
      bytes = Arrays.copyOf(bytes, MAX);
    }
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
  }

  /**
   * The name, after which the next one begins. What is not UTF-8 in it is replaced; who reads the
   * rest refuses it.
   *
   * @param at where its closing quote is
   */
  String take(long at) throws MalformedPublishException {
    var raw = new String(bytes, 0, size, StandardCharsets.UTF_8);
    size = 0;
    return raw.indexOf('\\') < 0 ? raw : unescaped(raw, at);
  }

  int capacity() {
    return bytes.length;
  }

  private static String unescaped(String raw, long at) throws MalformedPublishException {
    var text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) != '\\') {
        text.append(raw.charAt(i));
      } else if (i + 5 < raw.length() && raw.charAt(i + 1) == 'u') {
        text.append(character(raw, i + 2, at));
        i += 5;
      } else {
        i++;
        int known = ESCAPES.indexOf(raw.charAt(i));
        if (known < 0) {
          throw unknown(at);
        }
        text.append(ESCAPED.charAt(known));
      }
    }
    return text.toString();
  }

  private static char character(String raw, int from, long at) throws MalformedPublishException {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      char c = raw.charAt(i);
      // Character.digit alone takes digits of any script.
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw unknown(at);
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private static MalformedPublishException unknown(long at) {
    return new MalformedPublishException(
        at,
        "an unknown escape in a member's name",
        "\\\" \\\\ \\/ \\b \\f \\n \\r \\t, or \\u and four hexadecimal digits");
  }
}
