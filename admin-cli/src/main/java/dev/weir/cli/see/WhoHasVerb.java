package dev.weir.cli.see;

import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.remote.Daemon;
import dev.weir.cli.remote.Query;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which repositories have a package of their own. */
@Command(
    name = "who-has",
    description = "Show which repositories and connections have a package.",
    footer = {
      "",
      "Lists what repositories have of their own, published or retained, with its origin controls, and",
      "whose stored packuments have it. Ranges are npm's: ^1.2, ~1.2.3, '>=1 <3', '1.x || 2.0.0-rc.1'."
    })
public final class WhoHasVerb implements Callable<Integer> {
  private final Supplier<Session> session;

  @Parameters(
      paramLabel = "PACKAGE[@RANGE]",
      description = "Such as lodash, @types/node@20 or 'lodash@>=4 <5'.")
  private String what = "";

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "Look in this domain only; else in all of them.")
  private @Nullable String domain;

  public WhoHasVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var query = query();
    run.print(run.ask(daemon -> all(daemon, query)), WhoHasView::lines);
    return 0;
  }

  private Query query() {
    var word = PackageWord.of(what, "who-has", "PACKAGE or PACKAGE@RANGE");
    var query = new Query("/weir/v1/who-has").with("package", word.name());
    query = word.rest().isPresent() ? query.with("range", word.rest().get()) : query;
    return domain == null ? query : query.with("domain", domain);
  }

  /** The parts of the answer as one. */
  private static Json all(Daemon daemon, Query query) {
    var answer = daemon.get(query.path());
    var repositories = new Json.Items(answer.items("repositories"));
    var next = next(answer);
    if (next.isEmpty() || !(answer instanceof Json.Members first)) {
      return answer;
    }
    while (next.isPresent()) {
      var part = daemon.get(query.with("from", next.get()).path());
      repositories = repositories.and(new Json.Items(part.items("repositories")));
      next = next(part);
    }
    return first.with("repositories", repositories).with("next", Json.Word.NULL);
  }

  private static Optional<String> next(Json answer) {
    return answer.at("next").map(Json::asText);
  }
}
