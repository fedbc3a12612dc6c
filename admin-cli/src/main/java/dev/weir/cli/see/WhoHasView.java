package dev.weir.cli.see;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Table;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.List;

/** The answer of {@code /weir/v1/who-has} as a page. */
final class WhoHasView {
  /** Versions of a stored packument that are named; the rest is counted. */
  private static final int NAMED = 10;

  private WhoHasView() {}

  static List<String> lines(Json answer, Style style) {
    var lines = new ArrayList<String>();
    for (Json repository : answer.items("repositories")) {
      lines.addAll(repository(repository, style));
    }
    if (lines.isEmpty()) {
      lines.add("no repository has %s of its own".formatted(what(answer)));
    }
    for (Json connection : answer.items("connections")) {
      lines.addAll(connection(connection, style));
    }
    return lines;
  }

  private static String what(Json answer) {
    var range = answer.text("range");
    return Words.harmless(answer.text("package") + (range.isEmpty() ? "" : "@" + range));
  }

  private static List<String> repository(Json repository, Style style) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s  since %s, %s"
            .formatted(
                style.bold(repository.text("domain") + "/" + repository.text("repository")),
                repository.text("since"),
                controls(repository)));
    var versions = new Table();
    for (Json version : repository.items("versions")) {
      versions.row(
          version.text("version"), version.text("status"), from(version), version.text("since"));
    }
    versions.lines(style, false).forEach(line -> lines.add("  " + line));
    more(repository.number("more"), style).forEach(lines::add);
    return lines;
  }

  private static String controls(Json repository) {
    return "publish %s, upstream %s"
        .formatted(
            repository.text("restrictions", "publish"),
            repository.text("restrictions", "upstream"));
  }

  private static String from(Json version) {
    var entry = version.text("entry");
    return version.text("origin").equals("INTERNAL")
        ? "published" + (entry.isEmpty() ? "" : " to " + entry)
        : "from " + entry;
  }

  private static List<String> connection(Json connection, Style style) {
    var versions = connection.items("versions");
    double all = versions.size() + connection.number("more");
    var latest = connection.text("latest");
    var lines = new ArrayList<String>();
    lines.add(
        "%s  %s in its stored packument%s, %s"
            .formatted(
                style.cyan("=> " + connection.text("connection")),
                Words.count(all, "version", "versions"),
                latest.isEmpty() ? "" : ", latest " + Words.harmless(latest),
                connection.at("checkedAt").map(at -> "asked " + at.asText()).orElse("expired")));
    versions.stream()
        .limit(NAMED)
        .forEach(version -> lines.add("  " + Words.harmless(version.asText())));
    more(all - Math.min(NAMED, versions.size()), style).forEach(lines::add);
    return lines;
  }

  private static List<String> more(double count, Style style) {
    return count > 0
        ? List.of(style.dim("  and %s more".formatted(Words.count(count, "version", "versions"))))
        : List.of();
  }
}
