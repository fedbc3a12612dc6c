package dev.weir.npm;

import java.nio.charset.StandardCharsets;

/** The few pieces of JSON that Weir writes itself (RFC 8259, section 7). */
final class JsonText {
  private JsonText() {}

  /** A string with its quotes, in UTF-8. */
  static byte[] quoted(String value) {
    return utf8(string(value));
  }

  /** A string with its quotes. */
  static String string(String value) {
    return "\"" + escaped(value) + "\"";
  }

  /** A member's name with its colon, in UTF-8. */
  static byte[] name(String value) {
    return utf8("\"" + escaped(value) + "\":");
  }

  /** A string's inside, in UTF-8. */
  static byte[] inside(String value) {
    return utf8(escaped(value));
  }

  /** The same text with a question mark for each half of a surrogate pair that stands alone. */
  static String wellFormed(String value) {
    return new String(utf8(value), StandardCharsets.UTF_8);
  }

  static byte[] utf8(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String value) {
    int plain = 0;
    while (plain < value.length() && isPlain(value.charAt(plain))) {
      plain++;
    }
    if (plain == value.length()) {
      return value;
    }
    var text = new StringBuilder(value.length() + 16).append(value, 0, plain);
    for (int i = plain; i < value.length(); i++) {
      append(text, value, i);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String value, int i) {
    char c = value.charAt(i);
    if (c == '"' || c == '\\') {
      text.append('\\').append(c);
    } else if (c < ' ' || isLone(value, i)) {
      text.append("\\u%04x".formatted((int) c));
    } else {
      text.append(c);
    }
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c);
  }

  /** Half of a surrogate pair without the other: JSON can say it escaped, UTF-8 cannot. */
  private static boolean isLone(String value, int i) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
  }
}
