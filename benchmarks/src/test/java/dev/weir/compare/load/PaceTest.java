package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.server.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request is measured from when it was due, whatever kept it from being sent. */
class PaceTest {
  private static final byte[] PAGE = "{\"ok\":true}".getBytes(UTF_8);

  @Test
  void aKnownDelayIsWhatIsMeasured() throws Exception {
    try (var server = FixtureRegistry.start().page("/a", "application/json", PAGE)) {
      server.faultAll(Fault.always().delay(Duration.ofMillis(50)));

      var report = run(server, 16, 100, Duration.ofMillis(500));

      assertThat(report.latencies().count()).isEqualTo(50);
      assertThat(report.latencies().percentileMillis(1)).isGreaterThanOrEqualTo(50);
    }
  }

  /** One connection and 50 ms for each: the tenth request of the first 100 ms waits for nine. */
  @Test
  void waitingForAConnectionCounts() throws Exception {
    try (var server = FixtureRegistry.start().page("/a", "application/json", PAGE)) {
      server.faultAll(Fault.always().delay(Duration.ofMillis(50)));

      var report = run(server, 1, 100, Duration.ofMillis(100));

      assertThat(report.latencies().count()).isEqualTo(10);
      assertThat(report.latencies().max() / 1e6).isGreaterThanOrEqualTo(10 * 50 - 9 * 10);
      assertThat(report.lateness().max() / 1e6).isGreaterThanOrEqualTo(9 * 50 - 9 * 10);
    }
  }

  @Test
  void aWrongByteEndsTheRun() throws Exception {
    try (var server = FixtureRegistry.start().page("/a", "application/json", PAGE)) {
      server.faultAll(Fault.always().corrupt(3));

      assertThatThrownBy(() -> run(server, 2, 100, Duration.ofMillis(100)))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("/a: another byte at 3");
    }
  }

  private static PaceReport run(
      FixtureRegistry server, int connections, double perSecond, Duration counted)
      throws Exception {
    var site = Site.of(URI.create(server.url()));
    return Pace.run(
        site.address(),
        connections,
        List.of(Want.get("/a", Map.of(), Want.Body.exactly(PAGE))),
        perSecond,
        Duration.ZERO,
        counted,
        Pace.Resting.NAPPING);
  }
}
