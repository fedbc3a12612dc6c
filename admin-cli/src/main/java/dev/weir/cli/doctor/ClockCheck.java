package dev.weir.cli.doctor;

import dev.weir.cli.output.Words;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Whether this machine and the daemon have the same time, by which tokens expire. */
final class ClockCheck {
  private static final String NAME = "clock";
  private static final Duration NOTED = Duration.ofSeconds(60);
  private static final Duration HARMFUL = Duration.ofMinutes(5);

  private ClockCheck() {}

  /**
   * Compares.
   *
   * @param date a {@code Date} header
   */
  static List<Finding> of(String date, Instant now) {
    try {
      var there = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
      return List.of(judged(Duration.between(there, now)));
    } catch (DateTimeException malformed) {
      return List.of(
          Finding.warn(NAME, "the daemon's date is none: " + date, "see what is between"));
    }
  }

  private static Finding judged(Duration ahead) {
    var words = Words.time(ahead.abs());
    var text =
        "this machine is %s %s the daemon"
            .formatted(words, ahead.isNegative() ? "behind" : "ahead of");
    var advice = "set both clocks by NTP";
    if (ahead.abs().compareTo(HARMFUL) > 0) {
      return Finding.fail(NAME, text + ": tokens count too long or not at all", advice);
    }
    return ahead.abs().compareTo(NOTED) > 0
        ? Finding.warn(NAME, text, advice)
        : Finding.ok(NAME, "the same as the daemon's, to a minute");
  }
}
