package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A daemon that practises looks as if it had done nothing. */
@LeaksCheckedAfterAll
class WarmUpIT {
  private static final List<String> COUNTERS =
      List.of(
          "weir_cache_requests_total",
          "weir_upstream_requests_seconds_count",
          "weir_bytes_saved_total",
          "weir_ingest_seconds_count",
          "weir_render_seconds_count",
          "weir_hot_entries");

  @Test
  void nothingOfItIsCounted() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "warm-up.time=1s")) {
      await().until(WarmUpIT::hasEnded);

      for (var counter : COUNTERS) {
        assertThat(weir.metric(counter)).as(counter).isZero();
      }
      assertThat(weir.metric("weir_requests_seconds_count", "packument")).isZero();
      assertThat(weir.metric("weir_requests_seconds_count", "tarball")).isZero();
    }
  }

  private static boolean hasEnded() {
    return Thread.getAllStackTraces().keySet().stream()
        .noneMatch(thread -> thread.getName().equals("weir-start"));
  }
}
