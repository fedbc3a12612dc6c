package dev.weir.cli.prewarm;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Table;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.List;

/** A {@link Summary} as a page. */
final class SummaryView {
  private SummaryView() {}

  static List<String> lines(Json summary, Style style) {
    var lines = new ArrayList<String>();
    lines.add(title(summary, style));
    lines.addAll(facts(summary, style));
    if (!summary.items("failed").isEmpty()) {
      lines.add("");
      lines.addAll(failed(summary, style));
    }
    return lines;
  }

  private static String title(Json summary, Style style) {
    double there = summary.number("fetched") + summary.number("fetchedEarlier");
    var tarballs = Words.count(summary.number("packages"), "tarball", "tarballs");
    var words = there == summary.number("packages") ? "all there" : "%.0f there".formatted(there);
    return "%s for %s: %s"
        .formatted(
            style.bold(tarballs),
            summary.text("repositoryEndpoint"),
            there == summary.number("packages") ? style.green(words) : style.red(words));
  }

  private static List<String> facts(Json summary, Style style) {
    var table = new Table();
    var bytes = Words.bytes(summary.number("fetchedBytes"));
    table.row("fetched", summary.text("fetched"), bytes);
    row(
        table,
        summary,
        "fetchedUnchecked",
        "unchecked",
        "fetched without an integrity in the lockfile");
    row(table, summary, "fetchedEarlier", "earlier", "fetched by a run before");
    row(table, summary, "notAsked", "not asked", "since Weir cannot be reached any more");
    if (!summary.items("failed").isEmpty()) {
      table.row("failed", Integer.toString(summary.items("failed").size()), "see below");
    }
    for (Json skipped : summary.items("skipped")) {
      table.row("skipped", skipped.text("count"), skipped.text("words"));
    }
    return table.lines(style, false);
  }

  private static void row(Table table, Json summary, String name, String what, String words) {
    if (summary.number(name) > 0) {
      table.row(what, summary.text(name), words);
    }
  }

  private static List<String> failed(Json summary, Style style) {
    var table = new Table().row("FAILED", "REASON");
    for (Json failed : summary.items("failed")) {
      table.row(failed.text("package") + "@" + failed.text("version"), failed.text("reason"));
    }
    return table.lines(style, true);
  }
}
