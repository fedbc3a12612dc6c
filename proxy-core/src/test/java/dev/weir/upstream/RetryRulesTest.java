package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.NotFound;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RetryRulesTest {
  @ParameterizedTest
  @CsvSource({"1, 1.0, 100", "2, 1.0, 200", "3, 1.0, 400", "3, 0.5, 200", "3, 0.0, 0"})
  void backoffDoublesWithFullJitter(int tries, double uniform, long millis) {
    assertThat(RetryRules.backoff(Duration.ofMillis(100), tries, uniform))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void backoffDoesNotOverflow() {
    assertThat(RetryRules.backoff(Duration.ofSeconds(1), 1000, 0.999)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"CONNECT", "TIMEOUT", "RESET", "SERVER_ERROR"})
  void whatSpeaksAgainstTheOriginIsAFault(Kind kind) {
    assertThat(RetryRules.isFault(new Failed(kind, ""))).isTrue();
    assertThat(RetryRules.isNotAsked(new Failed(kind, ""))).isFalse();
  }

  @Test
  void anAnswerIsNoFault() {
    assertThat(RetryRules.isFault(new NotFound(404))).isFalse();
    assertThat(RetryRules.isFault(new Failed(Kind.MALFORMED, ""))).isFalse();
    assertThat(RetryRules.isNotAsked(new NotFound(404))).isFalse();
  }

  @Test
  void aFullQueueSaysNothingAboutTheOrigin() {
    assertThat(RetryRules.isFault(new Failed(Kind.OVERLOADED, ""))).isFalse();
    assertThat(RetryRules.isNotAsked(new Failed(Kind.OVERLOADED, ""))).isTrue();
  }
}
