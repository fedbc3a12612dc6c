package dev.weir.config;

import java.time.Duration;
import java.util.Optional;

/** Reads and writes the types that a single word in the file can have. */
final class ScalarText {
  private ScalarText() {}

  /** The value of {@code type} that {@code text} stands for, or empty if it stands for none. */
  static Optional<?> parse(Class<?> type, String text) {
    if (type == int.class) {
      return whole(text, Integer.MAX_VALUE).map(Long::intValue);
    } else if (type == long.class) {
      return whole(text, Long.MAX_VALUE);
    } else if (type == boolean.class) {
      return text.equals("true") || text.equals("false")
          ? Optional.of(Boolean.valueOf(text))
          : Optional.empty();
    } else if (type == Duration.class) {
      return DurationText.parse(text);
    } else if (type == DataSize.class) {
      return DataSize.parse(text);
    } else if (type == String.class) {
      return Optional.of(text);
    }
    throw new IllegalStateException("no scalar type of settings: " + type);
  }

  /** What {@link #parse} takes, for messages. */
  static String expected(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == Duration.class) {
      return "a time such as 500ms, 90s, 5m, 2h or 1d";
    } else if (type == DataSize.class) {
      return "a size such as 4096, 512KiB, 64MiB or 1GiB";
    }
    return "a word";
  }

  static String format(Object value) {
    return value instanceof Duration duration ? DurationText.format(duration) : value.toString();
  }

  private static Optional<Long> whole(String text, long max) {
    try {
      long number = Long.parseLong(text);
      return Math.abs(number) <= max ? Optional.of(number) : Optional.empty();
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }
}
