package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Requests a second, by a clock that the test moves. */
final class RateLimitTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InstantSource clock = () -> now;

  @Test
  void aSecondsWorthIsThereAtOnceAndThenTheRate() {
    var limit = new RateLimit<String>(10, 100, clock);

    assertThat(taken(limit, "a", 20)).isEqualTo(10);
    pass(Duration.ofMillis(99));
    assertThat(taken(limit, "a", 20)).isZero();
    pass(Duration.ofMillis(1));
    assertThat(taken(limit, "a", 20)).isEqualTo(1);
    pass(Duration.ofMillis(350));
    assertThat(taken(limit, "a", 20)).isEqualTo(3);
  }

  @Test
  void moreThanASecondsWorthIsNeverSaved() {
    var limit = new RateLimit<String>(10, 100, clock);
    taken(limit, "a", 20);

    pass(Duration.ofHours(1));

    assertThat(taken(limit, "a", 20)).isEqualTo(10);
  }

  @Test
  void whoIsRefusedIsToldHowLongToWait() {
    var limit = new RateLimit<String>(4, 100, clock);
    taken(limit, "a", 4);
    pass(Duration.ofMillis(50));

    assertThat(limit.take("a")).contains(Duration.ofMillis(200));
    assertThat(limit.take("a")).as("a refusal costs nothing").contains(Duration.ofMillis(200));
    pass(Duration.ofMillis(200));
    assertThat(limit.take("a")).isEmpty();
  }

  @Test
  void keysAreLimitedEachByItself() {
    var limit = new RateLimit<String>(2, 100, clock);

    assertThat(taken(limit, "a", 5)).isEqualTo(2);
    assertThat(taken(limit, "b", 5)).isEqualTo(2);
  }

  @Test
  void zeroIsNoLimitAndRemembersNobody() {
    var limit = new RateLimit<String>(0, 1, clock);

    assertThat(taken(limit, "a", 10_000)).isEqualTo(10_000);
    assertThat(limit.keys()).isZero();
  }

  @Test
  void noMoreKeysAreRememberedThanItMayAndTheBusyOnesStay() {
    var limit = new RateLimit<Integer>(1, 100, clock);
    limit.take(-1);

    for (int i = 0; i < 10_000; i++) {
      limit.take(i);
      assertThat(limit.take(-1)).isPresent();
    }

    assertThat(limit.keys()).isEqualTo(100);
  }

  @Test
  void aClockThatWasSetBackLocksNobodyOut() {
    var limit = new RateLimit<String>(10, 100, clock);
    taken(limit, "a", 10);

    pass(Duration.ofDays(-1));

    assertThat(limit.take("a")).contains(Duration.ofMillis(100));
    pass(Duration.ofSeconds(1));
    assertThat(taken(limit, "a", 20)).isEqualTo(10);
  }

  @Test
  void threadsTogetherTakeNoMoreThanThereIs() throws Exception {
    var limit = new RateLimit<String>(1000, 100, clock);
    var threads = Executors.newFixedThreadPool(4);
    try {
      var takers = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 8; i++) {
        takers.add(() -> taken(limit, "a", 500));
      }

      int taken = 0;
      for (var taker : threads.invokeAll(takers)) {
        taken += taker.get();
      }

      assertThat(taken).isEqualTo(1000);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new RateLimit<String>(-1, 1, clock))
        .hasMessageStartingWith("perSecond: -1");
    assertThatThrownBy(() -> new RateLimit<String>(1, 0, clock))
        .hasMessage("maxKeys: 0 (expected: >= 1)");
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static <K> int taken(RateLimit<K> limit, K key, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      if (limit.take(key).equals(Optional.empty())) {
        taken++;
      }
    }
    return taken;
  }
}
