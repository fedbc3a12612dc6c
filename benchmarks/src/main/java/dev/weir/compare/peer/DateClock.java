package dev.weir.compare.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The Date header's value, written anew in place once a second: all prepared headers share the one
 * string. Belongs to one event loop.
 */
final class DateClock {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final AsciiString value = new AsciiString(text(), false);
  private int ticks;

  /** Always the same string, whose bytes change. */
  AsciiString value() {
    return value;
  }

  /** How often it has changed. */
  int ticks() {
    return ticks;
  }

  void tick() {
    var now = text();
    System.arraycopy(now, 0, value.array(), value.arrayOffset(), now.length);
    value.arrayChanged();
    ticks++;
  }

  private static byte[] text() {
    return HTTP_DATE.format(Instant.now()).getBytes(US_ASCII);
  }
}
