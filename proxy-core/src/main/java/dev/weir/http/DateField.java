package dev.weir.http;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The value of the {@code Date} field (RFC 9110, 6.6.1), formatted once a second. */
final class DateField {
  /** Of every value, in bytes. */
  static final int LENGTH = 29;

  private record Second(long epochSecond, AsciiString text) {}

  /** Two digits for the day, which {@code RFC_1123_DATE_TIME} does not always give. */
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private static volatile Second latest = at(0);

  private DateField() {}

  /** The text as bytes, which nobody may change. */
  static byte[] bytes() {
    return now().array();
  }

  static AsciiString now() {
    long epochSecond = System.currentTimeMillis() / 1000;
    var known = latest;
    if (known.epochSecond == epochSecond) {
      return known.text;
    }
    // Threads may race here; each writes the same text.
    var fresh = at(epochSecond);
    latest = fresh;
    return fresh.text;
  }

  private static Second at(long epochSecond) {
    return new Second(
        epochSecond, new AsciiString(IMF_FIXDATE.format(Instant.ofEpochSecond(epochSecond))));
  }
}
