package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.config.HttpSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionLimitTest {
  static Stream<HttpSettings> twoConnections() {
    return Stream.of(
        settings().maxConnections(2).build(), settings().maxConnectionsPerAddress(2).build());
  }

  @ParameterizedTest
  @MethodSource("twoConnections")
  void oneConnectionTooManyIsClosedAtOnce(HttpSettings twoConnections) {
    try (var server = TestServer.start(request -> TestReplies.ok("x"), twoConnections);
        var first = server.connect();
        var second = server.connect()) {
      first.get("/").reply();
      second.get("/").reply();

      try (var third = server.connect()) {
        assertThat(third.isAtEnd()).isTrue();
      }
      assertThat(server.heard.refused).hasValue(1);
      assertThat(server.heard.opened).hasValue(2);

      first.close();
      await().until(() -> server.connections() == 1);
      try (var fourth = server.connect()) {
        assertThat(fourth.get("/").reply().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void oneAddressDoesNotUseUpAnothersShare() throws UnknownHostException {
    var limits = new ConnectionLimits(3, 2);
    var one = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
    var other = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});

    assertThat(limits.entered(one)).isTrue();
    assertThat(limits.entered(one)).isTrue();
    assertThat(limits.entered(one)).isFalse();
    assertThat(limits.entered(other)).isTrue();
    assertThat(limits.entered(other)).isFalse();

    limits.left(one);
    assertThat(limits.entered(other)).isTrue();
    assertThat(limits.open()).isEqualTo(3);
  }
}
