package dev.weir.control;

import dev.weir.npm.Shown;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A request's query, decoded: {@code a=1&b=%2F}. Each name stands there once; which of two would
 * count, a proxy in front might see in another way. A plus sign is a plus sign, as in a version
 * {@code 1.0.0+build}: AWS's clients write a space as {@code %20}.
 */
final class Query {
  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a query as sent; throws {@link ControlException} if it cannot be. */
  static Query parse(String query) {
    var values = new LinkedHashMap<String, String>();
    for (var part : query.split("&", -1)) {
      if (!part.isEmpty()) {
        add(part, values);
      }
    }
    return new Query(values);
  }

  /** An empty value is a value: it breaks a rule, it is not left out. */
  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  private static void add(String part, Map<String, String> values) {
    int equals = part.indexOf('=');
    var name = decoded(equals < 0 ? part : part.substring(0, equals));
    var value = equals < 0 ? "" : decoded(part.substring(equals + 1));
    if (values.putIfAbsent(name, value) != null) {
      throw ControlException.unreadable(
          "query: %s stands there twice (expected: once)".formatted(Shown.of(name)));
    }
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        bytes.put(encoded(text, i));
        i += 2;
      } else {
        // A request's target is ASCII.
        bytes.put((byte) c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException notText) {
      throw ControlException.unreadable("query: %s (expected: UTF-8)".formatted(Shown.of(text)));
    }
  }

  private static byte encoded(String text, int percent) {
    int high = percent + 2 < text.length() ? digit(text.charAt(percent + 1)) : -1;
    int low = percent + 2 < text.length() ? digit(text.charAt(percent + 2)) : -1;
    if (high < 0 || low < 0) {
      throw ControlException.unreadable(
          "query: %s (expected: two hexadecimal digits after each %%)".formatted(Shown.of(text)));
    }
    return (byte) (high << 4 | low);
  }

  private static int digit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }
}
