package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that do nothing, or come and go. */
@Timeout(240)
class IdleConnectionsIT {
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files +([0-9]+)");
  private static final int MANY = 10_000;
  private static final String PING =
      "GET /npm/local/dev/-/ping HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

  @TempDir Path data;

  @Test
  void tenThousandIdleConnectionsStayWithinTheBudget() throws Exception {
    Assumptions.assumeTrue(descriptors() > MANY + 1_000, "needs 11,000 descriptors");
    try (var weir = new UnderAttack(data, "http.idle-timeout=5m")) {
      long before = weir.peakMemory();
      var idle = new ArrayList<SocketChannel>();
      for (int i = 0; i < MANY; i++) {
        // Half of them have asked for something.
        idle.add(weir.attack(i % 2 == 0 ? PING : ""));
      }
      System.out.printf(
          "10,000 idle connections: %d MiB before, %d MiB after%n",
          before >> 20, weir.peakMemory() >> 20);

      // They are open still, and served when they ask.
      for (int i = 0; i < MANY; i += 500) {
        assertThat(
                UnderAttack.send(
                    idle.get(i + 1), PING.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")))
            .isTrue();
        assertThat(UnderAttack.readAll(idle.get(i + 1))).startsWith("HTTP/1.1 200 ");
      }
      weir.assertSurvived("10,000 idle connections");
    }
  }

  @Test
  void connectionsThatComeAndGoLeaveNothing() throws Exception {
    try (var weir = new UnderAttack(data)) {
      for (int i = 0; i < 20_000; i++) {
        var channel =
            weir.attack(
                switch (i % 4) {
                  case 0 -> "";
                  case 1 -> "GET /npm/local/dev/good-0 HTTP/1.1\r\nHo";
                  case 2 -> PING;
                  default -> "GET /npm/local/dev/good-1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
                });
        if (i % 8 == 3) {
          channel.shutdownOutput();
        }
        UnderAttack.vanish(channel);
      }
      weir.assertSurvived("20,000 connections that come and go");
    }
  }

  private static long descriptors() throws IOException {
    var limit = OPEN_FILES.matcher(Files.readString(Path.of("/proc/self/limits")));
    return limit.find() ? Long.parseLong(limit.group(1)) : 0;
  }
}
