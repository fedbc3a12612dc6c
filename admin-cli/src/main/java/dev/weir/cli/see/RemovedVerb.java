package dev.weir.cli.see;

import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.output.Style;
import dev.weir.cli.output.Table;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Shows versions that are kept here though their origin has removed them. */
@Command(
    name = "removed",
    description = "List what is kept though its origin has removed it.",
    footer = {
      "",
      "They are not offered by ranges and dist-tags any more; a lockfile that names one still gets",
      "its tarball, unless tarball.serve-removed is false. Exit code 0, whether there are any or not."
    })
public final class RemovedVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  public RemovedVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    run.print(run.ask(daemon -> daemon.get("/weir/v1/removed")), RemovedVerb::lines);
    return 0;
  }

  static List<String> lines(Json answer, Style style) {
    var removed = answer.items("removed");
    if (removed.isEmpty()) {
      return List.of("nothing that is kept here was removed by its origin");
    }
    var table = new Table().row("repository", "package", "version", "connection", "noticed");
    for (var one : removed) {
      table.row(
          one.text("repository"),
          one.text("package"),
          one.text("version"),
          one.text("connection"),
          one.text("since"));
    }
    return table.lines(style, true);
  }
}
