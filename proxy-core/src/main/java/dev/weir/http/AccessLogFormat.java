package dev.weir.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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
    String line(Instant time, FinishedExchange exchange) {
      var line = new StringBuilder(256);
      fields(time, exchange).forEach((name, value) -> appendText(line, name, value.toString()));
      return line.append('\n').toString();
    }
  },
  /** One JSON object; numbers are numbers. */
  JSON {
    @Override
    String line(Instant time, FinishedExchange exchange) {
      var line = new StringBuilder(256).append('{');
      fields(time, exchange).forEach((name, value) -> appendJson(line, name, value));
      return line.append("}\n").toString();
    }
  };

  abstract String line(Instant time, FinishedExchange exchange);

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

  private static Map<String, Object> fields(Instant time, FinishedExchange exchange) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("time", time.truncatedTo(ChronoUnit.MILLIS));
    fields.put("remote", exchange.remote().getAddress().getHostAddress());
    fields.put("method", exchange.method());
    fields.put("path", Redaction.target(exchange.target()));
    fields.put("status", exchange.status());
    fields.put("bytes", exchange.bytes());
    fields.put("millis", exchange.nanos() / 1_000_000);
    fields.put("operation", exchange.operation());
    fields.put("outcome", exchange.outcome().tag());
    fields.put("agent", exchange.userAgent());
    return fields;
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
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\' && c != '=');
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
