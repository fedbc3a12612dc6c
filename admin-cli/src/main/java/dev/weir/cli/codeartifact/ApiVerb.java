package dev.weir.cli.codeartifact;

import dev.weir.cli.Failure;
import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.output.AnswerTable;
import dev.weir.cli.remote.Daemon;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The verb of an operation: fills the request from the command line, asks, and prints the answer.
 *
 * @param <Q> the builder of the request
 */
final class ApiVerb<Q extends SdkPojo> implements Callable<Integer> {
  private final Operation<Q> operation;
  private final Supplier<Session> session;
  private final CommandSpec spec;

  private ApiVerb(Operation<Q> operation, Supplier<Session> session) {
    this.operation = operation;
    this.session = session;
    this.spec = CommandSpec.wrapWithoutInspection(this);
  }

  /**
   * The verb for picocli.
   *
   * @param whole whether with its options, which cost time; the list of verbs needs only names
   */
  static <Q extends SdkPojo> CommandSpec spec(
      Operation<Q> operation, Supplier<Session> session, boolean whole) {
    var spec = new ApiVerb<>(operation, session).spec.name(operation.verb());
    spec.usageMessage().description(operation.summary()).sortOptions(false);
    if (whole) {
      Options.of(operation).forEach(spec::addOption);
      if (operation.pages().isPresent()) {
        PagingOptions.all().forEach(spec::addOption);
      }
    }
    return spec;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var paging = operation.pages().flatMap(pages -> PagingOptions.read(spec, pages));
    Json.Members answer = run.ask(daemon -> answer(run, daemon, paging));
    // As the AWS CLI does: an answer that says nothing prints nothing.
    if (!answer.all().isEmpty()) {
      run.print(answer, AnswerTable::lines);
    }
    return 0;
  }

  private Json.Members answer(Session run, Daemon daemon, Optional<Paging> paging) {
    return paging
        .map(pages -> pages.all(token -> page(run, daemon, token)))
        .orElseGet(() -> page(run, daemon, Optional.empty()));
  }

  private Json.Members page(Session run, Daemon daemon, Optional<String> token) {
    Q request = operation.request().get();
    Options.fill(spec, request, run.surroundings().folder());
    token.ifPresent(next -> set(request, "nextToken", next));
    PagingOptions.pageSize(spec)
        .ifPresent(size -> set(request, "maxResults", Math.toIntExact(size)));
    var answer = daemon.call(operation.name(), client -> operation.call().apply(client, request));
    return new Answer(run.surroundings().zone()).json(answer);
  }

  private static void set(SdkPojo request, String member, Object value) {
    SdkField<?> field =
        request.sdkFields().stream()
            .filter(each -> each.memberName().equals(member))
            .findFirst()
            .orElseThrow(() -> Failure.usage("there is no " + member + " here"));
    field.set(request, value);
  }
}
