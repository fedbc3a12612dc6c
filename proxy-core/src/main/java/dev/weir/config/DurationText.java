package dev.weir.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the file writes them: {@code 500ms}, {@code 90s}, {@code 5m}, {@code 2h}, {@code
 * 1d}.
 */
final class DurationText {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");

  private DurationText() {}

  /** Empty if {@code text} isn't a number and a unit, or is longer than a long of milliseconds. */
  static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      long millis = Math.multiplyExact(Long.parseLong(form.group(1)), millis(form.group(2)));
      return Optional.of(Duration.ofMillis(millis));
    } catch (ArithmeticException tooLong) {
      return Optional.empty();
    }
  }

  /** In the largest unit that leaves no remainder; days are not used, {@code 24h} is plainer. */
  static String format(Duration value) {
    long millis = value.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"h", "m", "s"}) {
      if (millis % millis(unit) == 0) {
        return millis / millis(unit) + unit;
      }
    }
    return millis + "ms";
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }
}
