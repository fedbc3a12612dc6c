package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:07Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120",
        "601 | 600",
        "99999999999999999999 | 600",
        "00000000000000000005 | 5",
        "Sun, 06 Nov 1994 08:49:37 GMT | 30",
        "Sunday, 06-Nov-94 08:49:37 GMT | 30",
        "Sun Nov  6 08:49:37 1994 | 30",
        "Sun, 06 Nov 1994 08:00:00 GMT | 0",
        "Mon, 07 Nov 1994 08:49:37 GMT | 600"
      })
  void secondsAndDatesAreBounded(String value, long seconds) {
    assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "soon", "1.5", "Sun, 99 Nov"})
  void whatIsUnreadableIsNothing(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }

  @Test
  void whatIsTooLongForADateIsNothing() {
    assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT" + "x".repeat(40), NOW)).isEmpty();
  }

  @Test
  void anAbsentHeaderIsNothing() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }
}
