package dev.weir.cli.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cli.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain HTTP with a server that says one thing and no more. */
class WebTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Weir: 1\r\n\r\n";

  @Test
  void answerIsKept() throws IOException, InterruptedException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      say(server, HEAD + "four");

      var answer = web(Duration.ofSeconds(30)).get(address(server), Map.of());

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("four");
      assertThat(answer.header("x-weir")).hasValue("1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200", HEAD, HEAD + "fo"})
  void answerThatStandsStillEndsInAFailure(String said) throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      say(server, said);
      var address = address(server);

      assertThatThrownBy(() -> web(Duration.ofMillis(50)).get(address, Map.of()))
          .isInstanceOf(HttpTimeoutException.class)
          .satisfies(
              failed ->
                  assertThat(Web.words((IOException) failed, address))
                      .isEqualTo("no answer in time"));
    }
  }

  @Test
  void answerThatBreaksOffIsToldFromNobodyAtTheAddress() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      end(server);
      var address = address(server);

      assertThatThrownBy(() -> web(Duration.ofSeconds(30)).get(address, Map.of()))
          .isInstanceOf(IOException.class)
          .satisfies(broken -> assertThat(Web.isUnreachable((IOException) broken)).isFalse());
    }
  }

  @Test
  void nobodyAtTheAddressIsToldSo() throws IOException {
    var address = closed();

    assertThatThrownBy(() -> web(Duration.ofSeconds(30)).get(address, Map.of()))
        .isInstanceOf(IOException.class)
        .satisfies(refused -> assertThat(Web.isUnreachable((IOException) refused)).isTrue())
        .satisfies(
            refused ->
                assertThat(Web.words((IOException) refused, address)).isEqualTo("cannot connect"));
  }

  private static URI closed() throws IOException {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return address(server);
    }
  }

  /** Answers the first connection so, and leaves it open until the client has gone. */
  private static void say(ServerSocket server, String text) {
    start(
        () -> {
          try (var socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(text.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            while (socket.getInputStream().read() >= 0) {
              // Until the client has gone.
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
  }

  /** Ends each connection in the middle of its answer. */
  private static void end(ServerSocket server) {
    start(
        () -> {
          try {
            while (true) {
              try (var socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream().write((HEAD + "fo").getBytes(US_ASCII));
              }
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "server");
    thread.setDaemon(true);
    thread.start();
  }

  private static URI address(ServerSocket server) {
    return URI.create("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
  }

  private static Web web(Duration patience) {
    return Web.of(
        new Surroundings(
            new PrintWriter(new StringWriter()),
            new PrintWriter(new StringWriter()),
            Map.of(),
            Path.of("home"),
            Path.of("here"),
            false,
            InstantSource.fixed(Instant.EPOCH),
            ZoneOffset.UTC,
            Duration.ofSeconds(30),
            patience));
  }
}
