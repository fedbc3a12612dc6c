package dev.weir.cli.publish;

import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Table;
import dev.weir.cli.output.Words;
import java.util.ArrayList;
import java.util.List;

/** The answer of {@code /weir/v1/publish} as a page. */
final class PublishToView {
  private PublishToView() {}

  static List<String> lines(Json answer, Style style) {
    var lines = new ArrayList<String>();
    lines.add(
        "%s as %s"
            .formatted(
                style.bold(Words.harmless(answer.text("package") + "@" + answer.text("version"))),
                Words.harmless(answer.text("tag"))));
    var table = new Table();
    for (Json one : answer.items("repositories")) {
      table.row(
          one.text("domain") + "/" + one.text("repository"),
          one.text("outcome"),
          one.text("detail"));
    }
    table.lines(style, false).forEach(line -> lines.add("  " + line));
    return lines;
  }
}
