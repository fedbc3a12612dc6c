package dev.weir.cli;

import dev.weir.cli.codeartifact.ApiVerbs;
import dev.weir.cli.doctor.DoctorVerb;
import dev.weir.cli.login.LoginVerb;
import dev.weir.cli.login.LogoutVerb;
import dev.weir.cli.output.Format;
import dev.weir.cli.output.Style;
import dev.weir.cli.prewarm.PrewarmVerb;
import dev.weir.cli.publish.PublishToVerb;
import dev.weir.cli.remote.Endpoint;
import dev.weir.cli.see.CacheVerb;
import dev.weir.cli.see.RemovedVerb;
import dev.weir.cli.see.StatusVerb;
import dev.weir.cli.see.TreeVerb;
import dev.weir.cli.see.VerifyVerb;
import dev.weir.cli.see.WhoHasVerb;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line: its verbs are its subcommands. */
@Command(
    name = "weir",
    description = "A caching npm proxy with the model of AWS CodeArtifact.",
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "",
    sortOptions = false,
    versionProvider = CliVersion.class,
    footer = {
      "",
      "weir VERB --help shows what a verb takes. Verbs of CodeArtifact have the names and options of",
      "aws codeartifact.",
      "",
      "Exit codes: 0 done, 1 refused by the service, 2 wrong usage or configuration, 3 unreachable or",
      "not a Weir."
    })
final class WeirCommand implements Runnable {
  private static final String ENDPOINT_VARIABLE = "WEIR_ENDPOINT";

  private final Surroundings surroundings;
  private final CommandLine line;

  @Option(
      names = {"--endpoint", "--endpoint-url"},
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description = "The daemon's address; else WEIR_ENDPOINT, else http://127.0.0.1:9347.")
  private @Nullable String endpoint;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      scope = ScopeType.INHERIT,
      description = "How to print; table on a terminal, json elsewhere.")
  private @Nullable String output;

  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this and stop.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version and stop.")
  private boolean version;

  /**
   * Makes the command line.
   *
   * @param whole which verbs of the API have their options: to make those of all would cost a start
   *     more than the verb itself
   */
  private WeirCommand(Surroundings surroundings, Predicate<String> whole) {
    this.surroundings = surroundings;
    this.line = new CommandLine(this);
    List.of(
            new ServeVerb(),
            new CompletionVerb(this),
            new StatusVerb(this::session),
            new TreeVerb(this::session),
            new RemovedVerb(this::session),
            new DoctorVerb(this::session),
            new PrewarmVerb(this::session),
            new WhoHasVerb(this::session),
            new VerifyVerb(this::session),
            new PublishToVerb(this::session),
            new LoginVerb(this::session),
            new LogoutVerb(this::session))
        .forEach(line::addSubcommand);
    line.addSubcommand(CacheVerb.line(this::session));
    for (CommandSpec verb : ApiVerbs.specs(this::session, whole)) {
      line.addSubcommand(verb.name(), new CommandLine(verb));
    }
    configure();
  }

  private void configure() {
    var problems = new Problems(surroundings.err());
    var ansi = surroundings.style() == Style.COLOURED ? Ansi.ON : Ansi.OFF;
    line.setExpandAtFiles(false)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(100)
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setParameterExceptionHandler((wrong, words) -> problems.usage(wrong))
        .setExecutionExceptionHandler((thrown, where, parsed) -> problems.thrown(thrown));
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new GroupedVerbs());
  }

  /** Does what {@code arguments} say and answers the exit code. */
  static int run(List<String> arguments, Surroundings surroundings) {
    return new WeirCommand(surroundings, arguments::contains)
        .line.execute(arguments.toArray(String[]::new));
  }

  /** The command line with every option of every verb. */
  static CommandLine whole(Surroundings surroundings) {
    return new WeirCommand(surroundings, verb -> true).line;
  }

  CommandLine whole() {
    return whole(surroundings);
  }

  /** Without a verb: the help. */
  @Override
  public void run() {
    if (!help && !version) {
      line.usage(surroundings.out());
    }
  }

  /** Who is asked, and how the answer is shown. */
  Session session() {
    return new Session(surroundings, address(), format());
  }

  private Endpoint address() {
    if (endpoint != null) {
      return Endpoint.of(endpoint, "--endpoint");
    }
    return surroundings
        .variable(ENDPOINT_VARIABLE)
        .map(text -> Endpoint.of(text, ENDPOINT_VARIABLE))
        .orElse(Endpoint.DEFAULT);
  }

  private Optional<Format> format() {
    if (output == null) {
      return Optional.empty();
    }
    return switch (output.toLowerCase(Locale.ROOT)) {
      case "table" -> Optional.of(Format.TABLE);
      case "json" -> Optional.of(Format.JSON);
      default -> throw Failure.usage("--output: %s (expected: table or json)".formatted(output));
    };
  }
}
