package dev.weir.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line: its verbs are its subcommands. */
@Command(
    name = "weir",
    description = "A caching npm proxy with the model of AWS CodeArtifact.",
    synopsisSubcommandLabel = "VERB",
    sortOptions = false,
    versionProvider = CliVersion.class,
    commandListHeading = "%nVerbs:%n",
    footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage."})
final class WeirCommand implements Runnable {
  private static final int WRONG_USAGE = 2;

  private final PrintWriter out;
  private final PrintWriter err;
  private final CommandLine line;

  @Option(names = "--help", usageHelp = true, description = "Show this and stop.")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Show the version and stop.")
  private boolean version;

  private WeirCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
    this.line =
        new CommandLine(this)
            .addSubcommand(new ServeVerb(this))
            .setExpandAtFiles(false)
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler((wrong, words) -> wrongUsage(wrong));
  }

  /** Does what {@code arguments} say and answers the exit code. */
  static int run(List<String> arguments, PrintWriter out, PrintWriter err) {
    return new WeirCommand(out, err).line.execute(arguments.toArray(String[]::new));
  }

  /** Without a verb: the help. */
  @Override
  public void run() {
    if (!help && !version) {
      line.usage(out);
    }
  }

  int wrongUsage(String message) {
    err.println("weir: " + message);
    err.println("weir --help shows what it takes");
    err.flush();
    return WRONG_USAGE;
  }

  private int wrongUsage(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return wrongUsage(unknown(unmatched));
    }
    return wrongUsage(String.valueOf(wrong.getMessage()));
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    var what = unmatched.isUnknownOption() ? "option" : "verb";
    var near = String.join(" or ", unmatched.getSuggestions());
    var hint = near.isEmpty() ? "" : " (did you mean %s?)".formatted(near);
    return "unknown %s: %s%s".formatted(what, unmatched.getUnmatched().get(0), hint);
  }
}
