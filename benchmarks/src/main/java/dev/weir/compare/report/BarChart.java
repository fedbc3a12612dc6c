package dev.weir.compare.report;

import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars as SVG, the longest one filling the width. Plain enough to be read as a file.
 *
 * @param unit of the figures
 */
record BarChart(String title, String unit, List<Bar> bars) {
  private static final int WIDTH = 720;
  private static final int LABELS = 150;
  private static final int FIGURES = 90;
  private static final int TOP = 44;
  private static final int STEP = 26;
  private static final int THICKNESS = 18;

  BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param ours whether it is to stand out
   */
  record Bar(String label, double value, boolean ours) {}

  String svg() {
    int height = TOP + bars.size() * STEP + 10;
    var text = new StringBuilder();
    text.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
          <rect width="100%%" height="100%%" fill="#fff"/>
          <text x="10" y="24" font-size="15" font-weight="bold">%s</text>
        """
            .formatted(WIDTH, height, escaped(title + ", " + unit)));
    double longest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    for (int i = 0; i < bars.size(); i++) {
      bar(text, bars.get(i), TOP + i * STEP, longest);
    }
    return text.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder text, Bar bar, int y, double longest) {
    double width = Math.max(1, bar.value() / longest * (WIDTH - LABELS - FIGURES));
    text.append(
        String.format(
            Locale.ROOT,
            """
              <text x="%d" y="%d" text-anchor="end">%s</text>
              <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
              <text x="%.1f" y="%d">%s</text>
            """,
            LABELS - 8,
            y + 14,
            escaped(bar.label()),
            LABELS,
            y,
            width,
            THICKNESS,
            bar.ours() ? "#c2410c" : "#64748b",
            LABELS + width + 6,
            y + 14,
            Numbers.plain(bar.value())));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
