package dev.weir.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 64MiB}, {@code 1GiB}, {@code 512KiB} or {@code 4096}. */
public record DataSize(long bytes) {
  private static final String[] UNITS = {"", "KiB", "MiB", "GiB", "TiB"};
  private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(|KiB|MiB|GiB|TiB)");

  public DataSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes: %d (expected: >= 0)".formatted(bytes));
    }
  }

  public static DataSize kibibytes(long n) {
    return new DataSize(n << 10);
  }

  public static DataSize mebibytes(long n) {
    return new DataSize(n << 20);
  }

  public static DataSize gibibytes(long n) {
    return new DataSize(n << 30);
  }

  /** Empty if {@code text} isn't a number and a unit, or doesn't fit into a long. */
  public static Optional<DataSize> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int shift = 10 * List.of(UNITS).indexOf(form.group(2));
    long number = Long.parseLong(form.group(1));
    return number > Long.MAX_VALUE >> shift
        ? Optional.empty()
        : Optional.of(new DataSize(number << shift));
  }

  /** The largest unit that leaves no remainder. */
  @Override
  public String toString() {
    long value = bytes;
    int unit = 0;
    while (value != 0 && value % 1024 == 0 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", value, UNITS[unit]);
  }
}
