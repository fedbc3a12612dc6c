package dev.weir.compare.report;

import java.util.Locale;

/** Figures as they stand in tables: no more digits than they are worth. */
final class Numbers {
  private Numbers() {}

  /** Three significant digits, thousands set apart. */
  static String plain(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
  }

  static String ratio(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.2f ×", value);
  }

  /** From microseconds. */
  static String milliseconds(double micros) {
    return plain(micros / 1000);
  }
}
