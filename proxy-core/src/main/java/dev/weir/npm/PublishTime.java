package dev.weir.npm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as packuments write them: ISO 8601 with a zone, copied verbatim, read only to compare. */
final class PublishTime {
  private static final int SHORTEST = "2020-01-01T00:00Z".length();

  /** Beyond any that a registry writes; longer texts are no times. */
  static final int LONGEST = 40;

  private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  private PublishTime() {}

  /** The instant if {@code text} is one; never throws. */
  static Optional<Instant> parse(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  /** Whether it can stand in an HTTP date (RFC 9110, section 5.6.7). */
  static boolean hasFourDigitYear(Instant instant) {
    return !instant.isBefore(YEAR_0) && instant.isBefore(YEAR_10000);
  }

  /** Up to the next whole second, so that what HTTP can say is never before what happened. */
  static Instant roundedUp(Instant instant) {
    var second = instant.truncatedTo(ChronoUnit.SECONDS);
    return second.equals(instant) ? instant : second.plusSeconds(1);
  }
}
