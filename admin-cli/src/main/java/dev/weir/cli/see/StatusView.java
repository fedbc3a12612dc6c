package dev.weir.cli.see;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Table;
import dev.weir.cli.output.Words;
import dev.weir.cli.remote.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The answer of {@code GET /weir/v1/status} as a page. */
final class StatusView {
  private final Json status;
  private final Style style;
  private final List<String> lines = new ArrayList<>();

  private StatusView(Json status, Style style) {
    this.status = status;
    this.style = style;
  }

  static List<String> lines(Json status, Style style, Endpoint endpoint) {
    var view = new StatusView(status, style);
    view.title(endpoint);
    view.facts();
    view.connections();
    return view.lines;
  }

  private void title(Endpoint endpoint) {
    var up = Words.time(Duration.ofSeconds((long) status.number("uptimeSeconds")));
    lines.add(
        "%s at %s is %s, up %s"
            .formatted(style.bold("weir " + status.text("version")), endpoint, health(), up));
    if (status.at("health", "trouble").orElse(Json.Word.NULL) instanceof Json.Members trouble) {
      trouble
          .all()
          .forEach((part, words) -> lines.add(style.red("  " + part + ": " + safe(words))));
    }
  }

  private String health() {
    var health = status.text("health", "status");
    return health.equals("ready") ? style.green(health) : style.red(health);
  }

  private void facts() {
    lines.add("");
    var offline = status.text("offline").equals("true") ? ", offline" : "";
    var facts =
        new Table()
            .row(
                "account",
                "%s in %s, authorization %s%s"
                    .formatted(
                        status.text("account"),
                        status.text("region"),
                        status.text("authMode"),
                        offline))
            .row("catalog", catalog())
            .row("cache", cache())
            .row("", traffic())
            .row("ledger", store("ledger"))
            .row("stored cache", store("cache"));
    lines.addAll(facts.lines(style, false));
  }

  private String catalog() {
    return Words.count(status.number("catalog", "domains"), "domain", "domains")
        + ", "
        + Words.count(status.number("catalog", "repositories"), "repository", "repositories");
  }

  private String cache() {
    double hits = status.number("cache", "hits");
    double all = hits + status.number("cache", "misses");
    if (status.at("cache", "hitRatio").isEmpty()) {
      return "nothing asked for yet";
    }
    var ratio = String.format(Locale.ROOT, "%.1f %%", 100 * status.number("cache", "hitRatio"));
    var failures = status.number("cache", "integrityFailures");
    var failed =
        failures == 0
            ? ""
            : ", " + Words.count(failures, "integrity failure", "integrity failures");
    return "%s hits of %s%s".formatted(ratio, Words.count(all, "request", "requests"), failed);
  }

  private String traffic() {
    return "%s fetched, %s saved, %s joined a fetch under way"
        .formatted(
            Words.bytes(status.number("cache", "bytesFetched")),
            Words.bytes(status.number("cache", "bytesSaved")),
            Words.count(status.number("cache", "coalesced"), "request", "requests"));
  }

  private String store(String name) {
    var most =
        status.at("storage", name, "maxBytes").isEmpty()
            ? ""
            : " of at most " + Words.bytes(status.number("storage", name, "maxBytes"));
    return "%s in %s%s, %s on disk"
        .formatted(
            Words.bytes(status.number("storage", name, "liveBytes")),
            Words.count(status.number("storage", name, "blobs"), "blob", "blobs"),
            most,
            Words.bytes(status.number("storage", name, "diskBytes")));
  }

  /** Colours would count as width in a column, so the state stands in the last one. */
  private void connections() {
    lines.add("");
    var connections = status.items("connections");
    if (connections.isEmpty()) {
      lines.add(style.yellow("no connections"));
      return;
    }
    var table = new Table().row("CONNECTION", "REPOSITORIES", "ADDRESS", "STATE");
    for (Json connection : connections) {
      table.row(
          connection.text("name"),
          connection.text("repositories"),
          connection.at("url").map(Json::asText).orElse("none"),
          state(connection));
    }
    var made = table.lines(style, true);
    lines.add(made.get(0));
    for (int i = 0; i < connections.size(); i++) {
      lines.add(coloured(made.get(i + 1), connections.get(i)));
    }
  }

  private static String state(Json connection) {
    var detail = connection.text("detail");
    return connection.text("state") + (detail.isEmpty() ? "" : ": " + detail);
  }

  private String coloured(String line, Json connection) {
    var state = state(connection);
    if (!line.endsWith(state)) {
      return line;
    }
    var before = line.substring(0, line.length() - state.length());
    return before
        + switch (connection.text("state")) {
          case "ok" -> style.green(state);
          case "failing" -> style.red(state);
          default -> style.yellow(state);
        };
  }

  private static String safe(Json words) {
    return Words.harmless(words.asText());
  }
}
