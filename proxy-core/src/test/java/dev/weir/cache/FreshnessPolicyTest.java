package dev.weir.cache;

import static dev.weir.cache.CacheDecision.FETCH;
import static dev.weir.cache.CacheDecision.HIT;
import static dev.weir.cache.CacheDecision.REVALIDATE;
import static dev.weir.cache.CacheDecision.SERVE_AND_REVALIDATE;
import static dev.weir.cache.CacheDecision.SERVE_STALE;
import static dev.weir.cache.CacheDecision.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.PackumentSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessPolicyTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FreshnessPolicy policy = new FreshnessPolicy(PackumentSettings.DEFAULTS);

  @ParameterizedTest(name = "fresh for {0} more, {1}, askable {2}: {3}")
  @CsvSource({
    "PT1S, CURRENT, true, HIT",
    "PT1S, CURRENT, false, HIT",
    "PT1S, REVALIDATED, true, REVALIDATE",
    "PT1S, REVALIDATED, false, SERVE_STALE",
    "PT0S, CURRENT, true, SERVE_AND_REVALIDATE",
    "PT-9M, CURRENT, true, SERVE_AND_REVALIDATE",
    "PT-9M, CURRENT, false, SERVE_STALE",
    "PT-10M, CURRENT, true, REVALIDATE",
    "PT-9000H, CURRENT, true, REVALIDATE",
    "PT-9000H, CURRENT, false, SERVE_STALE",
    "PT-9000H, ANY, true, HIT"
  })
  void decidesByAgeDemandAndReachability(
      Duration left, Demand demand, boolean askable, CacheDecision expected) {
    assertThat(policy.decide(Optional.of(NOW.plus(left)), NOW, demand, askable))
        .isEqualTo(expected);
  }

  @Test
  void whatIsNotStoredIsFetchedIfTheOriginMayBeAsked() {
    assertThat(policy.decide(Optional.empty(), NOW, Demand.CURRENT, true)).isEqualTo(FETCH);
    assertThat(policy.decide(Optional.empty(), NOW, Demand.ANY, true)).isEqualTo(FETCH);
    assertThat(policy.decide(Optional.empty(), NOW, Demand.CURRENT, false)).isEqualTo(UNAVAILABLE);
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT30S", "PT29S, PT30S", "PT1M, PT1M", "PT5M, PT5M", "PT9000H, PT5M"})
  void theOriginsMaxAgeIsClamped(Duration maxAge, Duration expected) {
    assertThat(policy.freshFor(Optional.of(maxAge))).isEqualTo(expected);
  }

  @Test
  void anOriginThatSaysNothingGetsTheDefault() {
    assertThat(policy.freshFor(Optional.empty())).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void everyDecisionIsReached() {
    assertThat(CacheDecision.values())
        .containsExactlyInAnyOrder(
            HIT, SERVE_AND_REVALIDATE, REVALIDATE, SERVE_STALE, FETCH, UNAVAILABLE);
  }
}
