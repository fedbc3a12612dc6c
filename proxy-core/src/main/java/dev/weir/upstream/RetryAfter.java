package dev.weir.upstream;

import io.netty.handler.codec.DateFormatter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After} (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {
  /** However long an origin asks to be left alone, this is the most it gets. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int DIGITS = 9;
  private static final int LONGEST_DATE = 64;

  private RetryAfter() {}

  /** How long to wait from {@code now}, at most {@link #LONGEST}; empty if it is unreadable. */
  static Optional<Duration> parse(@Nullable String value, Instant now) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    String text = value.strip();
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      var digits = text.replaceFirst("^0+(?=.)", "");
      return Optional.of(
          digits.length() > DIGITS ? LONGEST : bounded(Duration.ofSeconds(Long.parseLong(digits))));
    }
    // Netty throws at longer ones.
    return text.length() > LONGEST_DATE
        ? Optional.empty()
        : Optional.ofNullable(DateFormatter.parseHttpDate(text))
            .map(date -> bounded(Duration.between(now, date.toInstant())));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
