package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that never end: heads and bodies that drip, headers without bound. */
@Timeout(180)
class SlowlorisIT {
  private static final String HEAD = "GET /npm/local/dev/x HTTP/1.1\r\nHost: 127.0.0.1\r\n";

  @TempDir Path data;

  @Test
  void headsAndBodiesThatDripAreCutAtTheirDeadlines() throws InterruptedException {
    try (var weir = new UnderAttack(data, "http.header-timeout=4s", "http.body-timeout=4s")) {
      var heads = new ArrayList<SocketChannel>();
      var bodies = new ArrayList<SocketChannel>();
      for (int i = 0; i < 500; i++) {
        heads.add(weir.attack(HEAD + "X: "));
        bodies.add(weir.attack(HEAD.replace("GET", "PUT") + "Content-Length: 1000000\r\n\r\n"));
      }
      for (int second = 0; second < 7; second++) {
        heads.forEach(head -> UnderAttack.send(head, "x"));
        bodies.forEach(body -> UnderAttack.send(body, "x"));
        TimeUnit.SECONDS.sleep(1);
      }

      assertThat(answers(heads))
          .isNotEmpty()
          .allMatch(answer -> answer.startsWith("HTTP/1.1 408 "), "408");
      // All of them would publish, of which only so many may at a time.
      assertThat(answers(bodies))
          .anyMatch(answer -> answer.startsWith("HTTP/1.1 408 "))
          .allMatch(answer -> answer.matches("(?s)HTTP/1.1 (408|503) .*"), "408 or 503");
      weir.assertSurvived("1,000 requests that drip");
    }
  }

  @Test
  void headersWithoutBoundAreRefusedAtTheLimit() {
    try (var weir = new UnderAttack(data)) {
      for (int i = 0; i < 300; i++) {
        // One line without end, or fields without end; it may be cut while it still sends.
        var bomb = weir.attack(HEAD);
        var piece = i % 2 == 0 ? "x".repeat(64 << 10) : "X-Bomb: boom\r\n".repeat(4 << 10);
        for (int sent = 0; sent < 64 && UnderAttack.send(bomb, piece); sent++) {
          // until it is refused
        }
        var answer = UnderAttack.readAll(bomb);
        assertThat(answer).matches(text -> text.isEmpty() || text.startsWith("HTTP/1.1 431 "));
      }
      weir.assertSurvived("300 header bombs");
    }
  }

  private static List<String> answers(List<SocketChannel> channels) {
    // A byte that crosses the end may be answered by a reset, which takes the reply with it.
    return channels.stream().map(UnderAttack::readAll).filter(text -> !text.isEmpty()).toList();
  }
}
