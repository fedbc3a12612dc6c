package dev.weir.cli.see;

import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Drops what can be fetched again of a package. */
@Command(
    name = "purge",
    description = "Drop what can be fetched again of a package.",
    footer = {
      "",
      "With a version, only its tarball goes and the document is asked for anew; without, all goes:",
      "documents, tarballs, remembered absences. What no registry offers any more stays."
    })
final class CachePurgeVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  @Parameters(
      paramLabel = "PACKAGE[@VERSION]",
      description = "Such as lodash or @types/node@20.1.0.")
  private String what = "";

  CachePurgeVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var body = question(what);
    run.print(run.ask(daemon -> daemon.post("/weir/v1/cache/purge", body)), CacheView::purged);
    return 0;
  }

  static Json question(String what) {
    var word = PackageWord.of(what, "cache purge", "PACKAGE or PACKAGE@VERSION");
    var question = Json.Members.NONE.with("package", new Json.Text(word.name()));
    return word.rest().isEmpty()
        ? question
        : question.with("version", new Json.Text(word.rest().get()));
  }
}
