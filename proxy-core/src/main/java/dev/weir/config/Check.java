package dev.weir.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/** The checks that settings make of themselves; the messages name the key as the file does. */
final class Check {
  private Check() {}

  static void atLeast(long min, long value, String key) {
    if (value < min) {
      throw new IllegalArgumentException("%s: %d (expected: >= %d)".formatted(key, value, min));
    }
  }

  static void between(long min, long max, long value, String key) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(key, value, min, max));
    }
  }

  static void atLeast(DataSize min, DataSize value, String key) {
    if (value.bytes() < min.bytes()) {
      throw new IllegalArgumentException("%s: %s (expected: >= %s)".formatted(key, value, min));
    }
  }

  static void positive(Duration value, String key) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "%s: %s (expected: > 0s)".formatted(key, DurationText.format(value)));
    }
  }

  static void notNegative(Duration value, String key) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(
          "%s: %s (expected: >= 0s)".formatted(key, DurationText.format(value)));
    }
  }

  static void oneOf(List<String> words, String value, String key) {
    if (!words.contains(value)) {
      throw bad(key, value, String.join(" or ", words));
    }
  }

  static void matches(String pattern, String value, String key, String expected) {
    if (!value.matches(pattern)) {
      throw bad(key, value, expected);
    }
  }

  static void notAbove(Duration value, String key, Duration limit, String limitKey) {
    if (value.compareTo(limit) > 0) {
      var expected = "<= %s, which is %s".formatted(limitKey, DurationText.format(limit));
      throw bad(key, DurationText.format(value), expected);
    }
  }

  /** An address that a client or we can ask: a host is a must, a path is welcome. */
  static void webAddress(String value, String key) {
    try {
      URI uri = new URI(value);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null && plainEnd(uri)) {
        return;
      }
    } catch (URISyntaxException notEvenThat) {
      // The same message says it.
    }
    var expected = "an http or https address with a host, without user:password, query or fragment";
    throw bad(key, Redacted.address(value), expected);
  }

  private static boolean plainEnd(URI uri) {
    return uri.getRawQuery() == null && uri.getRawFragment() == null;
  }

  static IllegalArgumentException bad(String key, Object value, String expected) {
    return new IllegalArgumentException("%s: %s (expected: %s)".formatted(key, value, expected));
  }
}
