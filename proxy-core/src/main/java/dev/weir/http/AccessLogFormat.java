package dev.weir.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * How a line of the access log is written. No value can begin a line or a field of its own: control
 * characters and everything beyond ASCII are escaped.
 *
 * <pre>
 * time=2026-11-23T10:15:30.123Z remote=127.0.0.1 method=GET path=/npm/local/dev/lodash status=200 …
 * {"time":"2026-11-23T10:15:30.123Z","remote":"127.0.0.1","method":"GET",…}
 * </pre>
 */
enum AccessLogFormat {
  /** {@code key=value}, the value in quotes if it has a space or the like. */
  TEXT {
    @Override
    String line(String time, FinishedExchange exchange) {
      var line = new StringBuilder(256);
      fields(time, exchange, (name, value) -> appendText(line, name, value.toString()));
      return line.append('\n').toString();
    }
  },
  /** One JSON object; numbers are numbers. */
  JSON {
    @Override
    String line(String time, FinishedExchange exchange) {
      var line = new StringBuilder(256).append('{');
      fields(time, exchange, (name, value) -> appendJson(line, name, value));
      return line.append("}\n").toString();
    }
  };

  /**
   * The line, with its end.
   *
   * @param time as {@link #time} writes it
   */
  abstract String line(String time, FinishedExchange exchange);

  String line(Instant time, FinishedExchange exchange) {
    return line(time(time), exchange);
  }

  /** With milliseconds, as far as they are not 0. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Reads the setting {@code access-log.format}. */
  static AccessLogFormat of(String setting) {
    return switch (setting) {
      case "text" -> TEXT;
      case "json" -> JSON;
      default ->
          throw new IllegalArgumentException(
              "access-log.format: %s (expected: text or json)".formatted(setting));
    };
  }

  private static void fields(
      String time, FinishedExchange exchange, BiConsumer<String, Object> field) {
    field.accept("time", time);
    field.accept("remote", exchange.remote().getAddress().getHostAddress());
    field.accept("method", exchange.method());
    field.accept("path", Redaction.target(exchange.target()));
    field.accept("status", exchange.status());
    field.accept("bytes", exchange.bytes());
    field.accept("millis", exchange.nanos() / 1_000_000);
    field.accept("operation", exchange.operation());
    field.accept("outcome", exchange.outcome().tag());
    field.accept("agent", exchange.userAgent());
  }

  private static void appendText(StringBuilder line, String name, String value) {
    if (!line.isEmpty()) {
      line.append(' ');
    }
    line.append(name).append('=');
    if (isPlain(value)) {
      line.append(value);
    } else {
      appendQuoted(line, value);
    }
  }

  private static void appendJson(StringBuilder line, String name, Object value) {
    if (line.length() > 1) {
      line.append(',');
    }
    line.append('"').append(name).append("\":");
    if (value instanceof Number number) {
      line.append(number);
    } else {
      appendQuoted(line, value.toString());
    }
  }

  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '=') {
        return false;
      }
    }
    return !value.isEmpty();
  }

  /** A JSON string of ASCII alone, in both formats. */
  private static void appendQuoted(StringBuilder line, String value) {
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c >= ' ' && c < 0x7f) {
        line.append(c);
      } else {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    line.append('"');
  }
}
