package dev.weir.cli.login;

import dev.weir.cli.Failure;
import dev.weir.cli.Session;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonPrinter;
import dev.weir.cli.output.Format;
import dev.weir.cli.output.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.codeartifact.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.codeartifact.model.PackageFormat;

/** Points a package manager at a repository. */
@Command(
    name = "login",
    description = "Point npm, pnpm, Yarn or Bun at a repository.",
    sortOptions = false,
    footer = {
      "",
      "Edits the client's own files and says what it changed; weir logout takes it back. What may",
      "be in them already stays. Works in members of workspaces too."
    })
public final class LoginVerb implements Callable<Integer> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private final Supplier<Session> session;

  @Option(
      names = "--tool",
      required = true,
      paramLabel = "npm|pnpm|yarn|bun",
      description = "The package manager.")
  private String tool = "";

  @Option(names = "--domain", required = true, paramLabel = "DOMAIN", description = "The domain.")
  private String domain = "";

  @Option(
      names = "--repository",
      required = true,
      paramLabel = "REPOSITORY",
      description = "The repository.")
  private String repository = "";

  @Option(
      names = "--domain-owner",
      paramLabel = "OWNER",
      description = "The account of the domain; Weir has one, under any number.")
  private @Nullable String owner;

  @Option(
      names = "--namespace",
      paramLabel = "@SCOPE",
      description = "Only for packages of this scope; all others stay where they are.")
  private @Nullable String namespace;

  @Option(
      names = "--duration-seconds",
      paramLabel = "SECONDS",
      description = "How long the token is good for: 900 to 43200, or 0.")
  private @Nullable String seconds;

  @Option(names = "--dry-run", description = "Say what would be changed, and change nothing.")
  private boolean dryRun;

  public LoginVerb(Supplier<Session> session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var run = session.get();
    var client = Tool.of(tool);
    var scope = Optional.ofNullable(namespace).map(Registry::scope);
    var duration = duration();
    var token =
        run.ask(
            daemon ->
                daemon.call(
                    "GetAuthorizationToken",
                    api ->
                        api.getAuthorizationToken(
                            request ->
                                request
                                    .domain(domain)
                                    .domainOwner(owner)
                                    .durationSeconds(duration))));
    var url =
        run.ask(
            daemon ->
                daemon.call(
                    "GetRepositoryEndpoint",
                    api ->
                        api.getRepositoryEndpoint(
                                request ->
                                    request
                                        .domain(domain)
                                        .domainOwner(owner)
                                        .repository(repository)
                                        .format(PackageFormat.NPM))
                            .repositoryEndpoint()));
    var registry =
        new Registry(String.valueOf(url), String.valueOf(token.authorizationToken()), scope);
    var edits = Recipe.of(client, registry, run.surroundings());
    var wayBack = WayBack.of(run.surroundings());
    var told = wayBack.alone(() -> new Login(wayBack).in(client, edits, dryRun));
    tell(run, client, registry, token, told, Stronger.than(edits, run.surroundings()));
    return 0;
  }

  private @Nullable Long duration() {
    try {
      return seconds == null ? null : Long.valueOf(seconds);
    } catch (NumberFormatException none) {
      throw Failure.usage("--duration-seconds: %s (expected: a whole number)".formatted(seconds));
    }
  }

  private void tell(
      Session run,
      Tool client,
      Registry registry,
      GetAuthorizationTokenResponse token,
      List<Told> told,
      List<String> notes) {
    if (run.asked().equals(Optional.of(Format.JSON))) {
      run.say(JsonPrinter.print(json(client, registry, token, told)));
      return;
    }
    var all = registry.scope().map(scope -> " for " + scope).orElse("");
    var verb = dryRun ? "%s would use %s%s:" : "%s uses %s%s now:";
    run.say(verb.formatted(client.word(), registry.url(), all));
    told.forEach(each -> run.say(each.asLine()));
    notes.forEach(run::say);
    if (token.expiration() != null) {
      run.say(expires(run, token.expiration()));
    }
    if (!dryRun) {
      run.say("weir logout --tool %s takes this back.".formatted(client.word()));
    }
  }

  private static String expires(Session run, Instant time) {
    // As the AWS CLI does: half a minute more, or twelve hours would never be twelve.
    var rest = Duration.between(run.surroundings().clock().instant(), time).plusSeconds(30);
    return "The token expires in %s, at %s."
        .formatted(Words.time(rest), TIME.format(time.atZone(run.surroundings().zone())));
  }

  private Json json(
      Tool client, Registry registry, GetAuthorizationTokenResponse token, List<Told> told) {
    var json =
        Json.Members.NONE
            .with("tool", new Json.Text(client.word()))
            .with("repositoryEndpoint", new Json.Text(registry.url()))
            .with("dryRun", dryRun ? Json.Word.TRUE : Json.Word.FALSE);
    if (token.expiration() != null) {
      json = json.with("expiration", new Json.Text(token.expiration().toString()));
    }
    return json.with("changes", new Json.Items(told.stream().map(Told::asJson).toList()));
  }
}
