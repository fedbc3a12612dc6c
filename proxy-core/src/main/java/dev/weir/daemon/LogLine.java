package dev.weir.daemon;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An event as a line of the log, with the stack below it if there is one:
 *
 * <pre>{@code
 * 2026-03-01T09:30:00.120Z WARN  Origins external-connections."mine".url: leads to this daemon
 * }</pre>
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    var line = new StringBuilder(128);
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    line.append(' ').append(event.getLevel());
    line.append(event.getLevel().levelStr.length() < 5 ? "  " : " ");
    line.append(lastPart(event.getLoggerName())).append(' ');
    line.append(event.getFormattedMessage()).append(System.lineSeparator());
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString();
  }

  private static String lastPart(String logger) {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
