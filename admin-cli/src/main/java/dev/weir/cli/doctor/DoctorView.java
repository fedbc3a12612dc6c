package dev.weir.cli.doctor;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.List;

/** The findings as lines, with the advice below each. */
final class DoctorView {
  private static final int NAME_WIDTH = 10;

  private DoctorView() {}

  static List<String> lines(Json report, Style style) {
    var lines = new ArrayList<String>();
    for (Json finding : report.items("findings")) {
      var name = finding.text("check");
      var padded = name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
      lines.add(level(finding, style) + padded + safe(finding.text("text")));
      var advice = finding.text("advice");
      if (!advice.isEmpty()) {
        lines.add(style.dim(" ".repeat(6 + NAME_WIDTH) + "=> " + safe(advice)));
      }
    }
    return lines;
  }

  private static String level(Json finding, Style style) {
    return switch (finding.text("level")) {
      case "OK" -> style.green("OK") + "    ";
      case "WARN" -> style.yellow("WARN") + "  ";
      default -> style.red("FAIL") + "  ";
    };
  }

  private static String safe(String text) {
    return Words.harmless(text).replace('\n', ' ');
  }
}
