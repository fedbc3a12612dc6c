package dev.weir.cli.see;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Table;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answers of {@code /weir/v1/cache} and {@code /weir/v1/cache/purge} as pages. */
final class CacheView {
  private CacheView() {}

  static List<String> stats(Json stats, Style style) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s  %s of %s in %s, %s hits, %s misses, %s evicted"
            .formatted(
                style.bold("in memory"),
                Words.bytes(stats.number("hot", "bytes")),
                Words.bytes(stats.number("hot", "maxBytes")),
                Words.count(stats.number("hot", "entries"), "entry", "entries"),
                number(stats, "hot", "hits"),
                number(stats, "hot", "misses"),
                number(stats, "hot", "evictions")));
    lines.add(
        "%s     %s%s in %s%s, %s on disk"
            .formatted(
                style.bold("stored"),
                Words.bytes(stats.number("storage", "liveBytes")),
                most(stats),
                Words.count(stats.number("storage", "blobs"), "blob", "blobs"),
                kinds(stats),
                Words.bytes(stats.number("storage", "diskBytes"))));
    lines.add("");
    lines.addAll(requests(stats, style));
    return lines;
  }

  private static String most(Json stats) {
    return stats.at("storage", "maxBytes").isEmpty()
        ? ""
        : " of at most " + Words.bytes(stats.number("storage", "maxBytes"));
  }

  private static String kinds(Json stats) {
    if (stats.at("storage", "documents").isEmpty() || stats.at("storage", "tarballs").isEmpty()) {
      return "";
    }
    return " (%s, %s)"
        .formatted(
            Words.count(stats.number("storage", "documents"), "document", "documents"),
            Words.count(stats.number("storage", "tarballs"), "tarball", "tarballs"));
  }

  /** A row for each outcome, a column for each kind of request. */
  private static List<String> requests(Json stats, Style style) {
    if (!(stats.at("requests").orElse(Json.Word.NULL) instanceof Json.Members kinds)) {
      return List.of();
    }
    var heading = new ArrayList<>(List.of("REQUESTS"));
    kinds.all().keySet().forEach(kind -> heading.add(kind.toUpperCase(Locale.ROOT)));
    var table = new Table().row(heading);
    for (String outcome : outcomes(kinds)) {
      var row = new ArrayList<>(List.of(outcome));
      kinds.all().values().forEach(kind -> row.add(number(kind, outcome)));
      table.row(row);
    }
    return table.lines(style, true);
  }

  private static List<String> outcomes(Json.Members kinds) {
    return kinds.all().values().stream()
        .flatMap(
            kind ->
                kind instanceof Json.Members outcomes
                    ? outcomes.all().keySet().stream()
                    : java.util.stream.Stream.empty())
        .distinct()
        .toList();
  }

  static List<String> purged(Json answer, Style style) {
    var version = answer.text("version");
    var what = answer.text("package") + (version.isEmpty() ? "" : "@" + version);
    var lines = new ArrayList<String>();
    lines.add(
        "%s: dropped %s, %s (%s) and %s"
            .formatted(
                style.bold(Words.harmless(what)),
                Words.count(answer.number("documents"), "document", "documents"),
                Words.count(answer.number("tarballs"), "tarball", "tarballs"),
                Words.bytes(answer.number("bytes")),
                Words.count(answer.number("hotEntries"), "entry in memory", "entries in memory")));
    for (Json kept : answer.items("kept")) {
      lines.add(
          style.yellow(
              Words.harmless(
                  "  kept %s: %s".formatted(kept.text("version"), kept.text("reason")))));
    }
    return lines;
  }

  private static String number(Json json, String... path) {
    return String.format(Locale.ROOT, "%,.0f", json.number(path));
  }
}
