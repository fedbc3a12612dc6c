package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Any {@code Retry-After} is a wait within bounds or nothing; a good one is what it says. */
class RetryAfterFuzzTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  @FuzzTest(maxDuration = "")
  void isAWaitWithinBounds(byte[] data) {
    var text = FuzzText.at(FuzzText.fields(data), 0);

    var wait = RetryAfter.parse(text, NOW);

    wait.ifPresent(w -> assertThat(w).isBetween(Duration.ZERO, RetryAfter.LONGEST));
    reference(text).ifPresent(expected -> assertThat(wait).as(text).contains(expected));
    if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
      assertThat(wait).isEmpty();
    }
  }

  private static Optional<Duration> reference(String text) {
    if (text.matches("[0-9]+")) {
      return Optional.of(bounded(new BigInteger(text)));
    }
    try {
      var date = IMF_FIXDATE.parse(text, Instant::from);
      // Of a day that no month has the formatter makes the last one it has. Netty reads no date
      // before 1601, and nobody means one.
      return IMF_FIXDATE.format(date).equals(text) && date.isAfter(Instant.EPOCH)
          ? Optional.of(bounded(BigInteger.valueOf(Duration.between(NOW, date).toSeconds())))
          : Optional.empty();
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private static Duration bounded(BigInteger seconds) {
    var longest = BigInteger.valueOf(RetryAfter.LONGEST.toSeconds());
    return Duration.ofSeconds(seconds.max(BigInteger.ZERO).min(longest).longValueExact());
  }
}
