package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Weir.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every verb says when nobody answers, or somebody else: one line, exit code 3. */
class UnreachableTest {
  private static final String LINES = "dev.weir.cli.EveryVerb#lines";

  @ParameterizedTest
  @MethodSource(LINES)
  void daemonThatIsDown(List<String> line) throws IOException {
    var url = closedPort();

    var run = Weir.of(url).run(line);

    assertUnreachable(run, "cannot reach Weir at " + url + ": Connection refused");
    assertThat(run.err()).contains("weir serve starts it");
  }

  @ParameterizedTest
  @MethodSource(LINES)
  void hostThatIsNone(List<String> line) {
    // Longer than a label of a name may be, so that no resolver is asked.
    var host = "h".repeat(64) + ".example";

    var run = Weir.of("http://" + host).run(line);

    assertUnreachable(run, "no such host: " + host);
  }

  @ParameterizedTest
  @MethodSource(LINES)
  void daemonThatNeverAnswers(List<String> line) throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var run = Weir.of(url(silent)).patience(Duration.ofMillis(20)).run(line);

      assertUnreachable(run, "no answer in time");
    }
  }

  @ParameterizedTest
  @MethodSource(LINES)
  void pageOfAnotherProgram(List<String> line) {
    try (var other = FakeDaemon.start()) {
      other.answersAsAnother(200, "text/html", "<html>Welcome</html>");

      var run = Weir.of(other).run(line);

      assertUnreachable(run, other.url() + " is not a Weir: it answered 200 text/html");
      assertThat(other.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(LINES)
  void errorPageOfProxyIsNotTriedAgain(List<String> line) {
    try (var other = FakeDaemon.start()) {
      other.answersAsAnother(502, "text/html", "<html>Bad Gateway</html>");

      var run = Weir.of(other).run(line);

      assertUnreachable(run, "is not a Weir: it answered 502 text/html");
      assertThat(other.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource(LINES)
  void jsonOfAnotherProgram(List<String> line) {
    try (var other = FakeDaemon.start()) {
      other.answersAsAnother(200, "application/json", "{\"domain\":{},\"packages\":[]}");

      var run = Weir.of(other).run(line);

      assertUnreachable(run, "is not a Weir: it answered 200 application/json");
    }
  }

  @ParameterizedTest
  @MethodSource(LINES)
  void programThatSpeaksNoHttp(List<String> line) throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var speaker = new Thread(() -> greet(other));
      speaker.start();

      var run = Weir.of(url(other)).run(line);

      assertUnreachable(run, url(other));
    }
  }

  @ParameterizedTest
  @MethodSource("answeredWithJson")
  void weirWhoseAnswerIsNoJson(List<String> line) {
    try (var broken = FakeDaemon.start()) {
      broken.answers("<html>");

      var run = Weir.of(broken).run(line);

      assertUnreachable(run, broken.url());
    }
  }

  /** A file is no JSON, and of two verbs the answer says nothing, so that nobody reads it. */
  static Stream<Arguments> answeredWithJson() {
    var others = Set.of("get-package-version-asset", "tag-resource", "untag-resource");
    return EveryVerb.lines().filter(line -> !others.contains(((List<?>) line.get()[0]).get(0)));
  }

  private static void assertUnreachable(Outcome run, String words) {
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith("weir: ").contains(words);
  }

  private static String closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return url(socket);
    }
  }

  private static String url(ServerSocket socket) {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private static void greet(ServerSocket server) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write("SSH-2.0-Other\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      socket.getInputStream().read();
    } catch (IOException closed) {
      // The test is over.
    }
  }
}
