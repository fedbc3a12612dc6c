package dev.weir.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Meters for the first so many keys. */
final class LimitedTest {
  private final ConcurrentHashMap<String, Integer> made = new ConcurrentHashMap<>();
  private final Limited<Integer, String> limited = new Limited<>(10, this::make);

  @Test
  void threadsTogetherDoNotExceedTheLimit() {
    IntStream.range(0, 1000).parallel().forEach(limited::of);

    assertThat(made).hasSize(11).containsKey("other").doesNotContainValue(2);
  }

  @Test
  void aKnownKeyKeepsItsOwnWhenTheLimitIsReached() {
    limited.of(1);
    IntStream.range(2, 20).forEach(limited::of);

    assertThat(limited.of(1)).isEqualTo("1");
    assertThat(limited.of(19)).isEqualTo("other");
  }

  private String make(String name) {
    made.merge(name, 1, Integer::sum);
    return name;
  }
}
