package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {
  @Test
  void lineHasTimeLevelClassAndMessage() {
    var line = line(Level.WARN, null, "port: {} (expected: free)", 80);

    assertThat(line)
        .isEqualTo(
            "2026-03-01T09:30:00.120Z WARN  Origins port: 80 (expected: free)%n".formatted());
  }

  @Test
  void longLevelStandsInTheSameColumns() {
    assertThat(line(Level.ERROR, null, "x")).startsWith("2026-03-01T09:30:00.120Z ERROR Origins x");
  }

  @Test
  void stackStandsBelow() {
    var line = line(Level.ERROR, new IllegalStateException("bug"), "failed");

    assertThat(line.lines())
        .startsWith(
            "2026-03-01T09:30:00.120Z ERROR Origins failed", "java.lang.IllegalStateException: bug")
        .anyMatch(frame -> frame.startsWith("\tat dev.weir.daemon.LogLineTest"));
  }

  private static String line(
      Level level, @Nullable Throwable thrown, String message, Object... values) {
    var logger = new LoggerContext().getLogger("dev.weir.daemon.Origins");
    var event = new LoggingEvent("", logger, level, message, thrown, values);
    event.setInstant(Instant.parse("2026-03-01T09:30:00.120Z"));
    return new LogLine().doLayout(event);
  }
}
