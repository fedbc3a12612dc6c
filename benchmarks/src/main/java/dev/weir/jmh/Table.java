package dev.weir.jmh;

import java.util.List;
import java.util.Locale;

/** The rows as a table in Markdown. */
final class Table {
  private static final String HEAD =
      "| benchmark | ns/op | error | B/op |\n| --- | ---: | ---: | ---: |\n";

  private Table() {}

  static String of(List<Row> rows) {
    var text = new StringBuilder(HEAD);
    for (var row : rows) {
      text.append("| ").append(row.name().replace("|", "\\|"));
      text.append(" | ").append(figure(row.nanos()));
      text.append(" | ").append(figure(row.error()));
      text.append(" | ").append(figure(row.bytes())).append(" |\n");
    }
    return text.toString();
  }

  /** One decimal below 100, since a few bytes for a thousand operations are not none. */
  private static String figure(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
  }
}
