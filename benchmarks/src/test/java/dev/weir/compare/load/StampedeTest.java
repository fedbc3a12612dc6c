package dev.weir.compare.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.server.Fault;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every client gets its bytes, each is checked, and one wrong byte for one of them is found. */
class StampedeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final byte[] PAGE = "x".repeat(200_000).getBytes(UTF_8);

  @Test
  void allClientsGetAllBytes() throws Exception {
    try (var server = server()) {
      var report = Stampede.run(address(server), 50, exactly(PAGE), PATIENCE);

      assertThat(report.clients())
          .hasSize(50)
          .allSatisfy(client -> assertThat(client.bytes()).isEqualTo(PAGE.length));
      assertThat(report.latestFirstByte()).isBetween(report.earliestFirstByte(), report.end());
      assertThat(server.requests("/a")).isEqualTo(50);
    }
  }

  @Test
  void aWrongByteForOneOfThemIsFound() throws Exception {
    try (var server = server()) {
      server.fault("/a", Fault.once().corrupt(150_000));

      assertThatThrownBy(() -> Stampede.run(address(server), 50, exactly(PAGE), PATIENCE))
          .isInstanceOf(WrongAnswerException.class)
          .hasMessage("/a: another byte at 150000");
    }
  }

  @Test
  void bodiesThatAreNotKnownBeforehandMustBeTheSame() throws Exception {
    try (var server = server()) {
      var want = Want.get("/a", Map.of(), new Want.Body.Kept());
      assertThat(Stampede.run(address(server), 5, want, PATIENCE).clients().get(4).kept())
          .isEqualTo(PAGE);

      server.fault("/a", Fault.once().corrupt(150_000));

      assertThatThrownBy(() -> Stampede.run(address(server), 5, want, PATIENCE))
          .hasMessage("/a: not all clients got the same bytes");
    }
  }

  @Test
  void oneThatStaysOutIsFound() throws Exception {
    try (var server = server()) {
      server.fault("/a", Fault.once().hang());

      assertThatThrownBy(
              () -> Stampede.run(address(server), 5, exactly(PAGE), Duration.ofMillis(300)))
          .hasMessageStartingWith("/a: 1 of 5 clients have no answer");
    }
  }

  @Test
  void onlyLoopbackIsAsked() {
    assertThatThrownBy(
            () -> Stampede.run(new InetSocketAddress("192.0.2.1", 80), 1, exactly(PAGE), PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a loopback address");
  }

  private static FixtureRegistry server() {
    return FixtureRegistry.start().page("/a", "text/plain", PAGE);
  }

  private static InetSocketAddress address(FixtureRegistry server) {
    return Site.of(URI.create(server.url())).address();
  }

  private static Want exactly(byte[] body) {
    return Want.get("/a", Map.of(), Want.Body.exactly(body));
  }
}
