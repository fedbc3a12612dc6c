package dev.weir.cli.output;

import java.time.Duration;
import java.util.Locale;

/** Sizes, times and counts as people read them, and text that is safe to show on a terminal. */
public final class Words {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Words() {}

  /** Such as {@code 1.5 GiB}. */
  public static String bytes(double bytes) {
    int unit = 0;
    while (bytes >= 1024 && unit < UNITS.length - 1) {
      bytes /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", bytes, UNITS[unit]);
  }

  /** The two greatest units, such as {@code 3 d 4 h}. */
  public static String time(Duration time) {
    if (time.toDays() > 0) {
      return time.toDays() + " d " + time.toHoursPart() + " h";
    }
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    if (time.toMinutes() > 0) {
      return time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
    return time.toSeconds() + " s";
  }

  /** Such as {@code 1 blob} and {@code 12,345 blobs}. */
  public static String count(double number, String one, String many) {
    return String.format(Locale.ROOT, "%,.0f %s", number, number == 1 ? one : many);
  }

  /**
   * Without control characters but line ends and tabs, which could move the cursor, change colours
   * or worse: descriptions and readmes are strangers'.
   */
  public static String harmless(String text) {
    return text.chars()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c)
        .collect(StringBuilder::new, (made, c) -> made.append((char) c), StringBuilder::append)
        .toString();
  }
}
