package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that hold a connection without getting to the point. */
class TimeoutTest {
  private static final Handler OK = request -> TestReplies.ok("x");

  @Test
  void idleConnectionIsClosed() {
    var settings = settings().idleTimeout(300).build();
    try (var server = TestServer.start(OK, settings);
        var silent = server.connect();
        var idle = server.connect()) {
      idle.get("/").reply();

      assertThat(silent.isAtEnd()).isTrue();
      assertThat(idle.isAtEnd()).isTrue();
    }
  }

  @Test
  void headThatDripsIsCutAtTheHeaderTimeout() {
    var settings = settings().headerTimeout(400).build();
    try (var server = TestServer.start(OK, settings);
        var client = server.connect()) {
      long begun = System.nanoTime();
      drip(client);

      var reply = client.reply();
      assertThat(reply.status()).isEqualTo(408);
      assertThat(client.isAtEnd()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(390), Duration.ofSeconds(5));
    }
  }

  @Test
  void dripBehindAnEarlierRequestIsCutToo() {
    var settings = settings().headerTimeout(400).build();
    try (var server = TestServer.start(OK, settings);
        var client = server.connect()) {
      client.get("/").reply();
      drip(client);

      assertThat(client.reply().status()).isEqualTo(408);
    }
  }

  @Test
  void bodyThatDoesNotComeIsCutAtTheBodyTimeout() {
    var settings = settings().bodyTimeout(300).build();
    try (var server = TestServer.start(OK, settings);
        var client = server.connect()) {
      client.send("POST /a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhel");

      assertThat(client.reply().status()).isEqualTo(408);
      assertThat(client.isAtEnd()).isTrue();
      assertThat(server.heard.first()).extracting(FinishedExchange::target).isEqualTo("/a");
    }
  }

  @Test
  void deadlinesOfOneRequestDoNotOutliveIt() {
    var settings = settings().headerTimeout(200).bodyTimeout(200).build();
    try (var server = TestServer.start(OK, settings);
        var client = server.connect()) {
      client.send("GET / HT");
      client.send("TP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\na").send("b");
      client.reply();
      long begun = System.nanoTime();
      org.awaitility.Awaitility.await()
          .until(() -> System.nanoTime() - begun > Duration.ofMillis(500).toNanos());

      assertThat(client.get("/").reply().status()).isEqualTo(200);
    }
  }

  /** Sends a head without an end, a byte at a time, until the server has had enough. */
  private static void drip(RawClient client) {
    try {
      client.send("GET / HTTP/1.1\r\nX: ");
      client.socket.setSoTimeout(20);
      for (int i = 0; i < 500; i++) {
        client.send("x");
        if (client.hasInput()) {
          break;
        }
      }
      client.socket.setSoTimeout(10_000);
    } catch (java.net.SocketException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
