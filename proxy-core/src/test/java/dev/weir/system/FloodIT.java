package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests that come faster than their replies are taken. */
@Timeout(180)
class FloodIT {
  private static final String GET = "GET /npm/local/dev/good-0 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

  @TempDir Path data;

  @Test
  void tenThousandPipelinedRequestsHoldNoMoreThanOneReadOfThem() throws IOException {
    try (var weir = new UnderAttack(data)) {
      var flood = ByteBuffer.wrap(GET.repeat(10_000).getBytes(StandardCharsets.US_ASCII));
      var floods = new ArrayList<SocketChannel>();
      for (int i = 0; i < 100; i++) {
        var channel = weir.attack("", 4096);
        channel.configureBlocking(false);
        floods.add(channel);
      }
      // Written without reading, as far as the other side takes it.
      long sent = 0;
      for (int round = 0; round < 200; round++) {
        for (var channel : floods) {
          sent += write(channel, flood.duplicate());
        }
      }
      assertThat(sent).as("bytes of requests").isGreaterThan(100L * GET.length());
      assertThat(floods).anyMatch(FloodIT::isAnswered);
      weir.assertSurvived("100 pipelined floods");
    }
  }

  @Test
  void aFewPipelinedRequestsAreServedInOrder() {
    try (var weir = new UnderAttack(data)) {
      var text = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        text.append("GET /npm/local/dev/-/no-").append(i).append(" HTTP/1.1\r\nHost: a.b\r\n");
        text.append(i == 99 ? "Connection: close\r\n\r\n" : "\r\n");
      }
      var answers = UnderAttack.readAll(weir.attack(text.toString().replace("a.b", "127.0.0.1")));

      int at = 0;
      for (int i = 0; i < 100; i++) {
        at = answers.indexOf("not served: -/no-" + i + "\"", at);
        assertThat(at).as("answer %d", i).isPositive();
      }
      weir.assertSurvived("100 pipelined requests");
    }
  }

  private static int write(SocketChannel channel, ByteBuffer bytes) {
    try {
      return channel.write(bytes);
    } catch (IOException cut) {
      // That is one way to end it.
      return 0;
    }
  }

  private static boolean isAnswered(SocketChannel channel) {
    var bytes = ByteBuffer.allocate(13);
    try {
      channel.configureBlocking(true);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // goes on
      }
    } catch (IOException cut) {
      return false;
    }
    return new String(bytes.array(), StandardCharsets.US_ASCII).equals("HTTP/1.1 200 ");
  }
}
