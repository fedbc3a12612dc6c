package dev.weir.cli.codeartifact;

import dev.weir.cli.Session;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The verbs of the CodeArtifact API, for the root of the command line. */
public final class ApiVerbs {
  private ApiVerbs() {}

  /**
   * All of them.
   *
   * @param session made when a verb runs
   * @param whole which verbs are wanted with their options; to make those of all costs time
   */
  public static List<CommandSpec> specs(Supplier<Session> session, Predicate<String> whole) {
    var answering =
        Operations.all().stream()
            .map(operation -> ApiVerb.spec(operation, session, whole.test(operation.verb())));
    return Stream.concat(answering, Stream.of(AssetVerb.spec(session, whole.test(AssetVerb.NAME))))
        .toList();
  }
}
