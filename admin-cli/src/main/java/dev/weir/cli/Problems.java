package dev.weir.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells on stderr what went wrong, in a line, and answers the exit code. */
final class Problems {
  private static final int DEFECT = 1;

  private final PrintWriter err;

  Problems(PrintWriter err) {
    this.err = err;
  }

  /** A verb failed. */
  int thrown(Throwable thrown) {
    if (thrown instanceof Failure failure) {
      err.println("weir: " + failure.line());
      err.flush();
      return failure.kind().exitCode();
    }
    err.println("weir: this is a defect of weir, please report it");
    thrown.printStackTrace(err);
    err.flush();
    return DEFECT;
  }

  /** The command line is not one. */
  int usage(ParameterException wrong) {
    var command = wrong.getCommandLine();
    err.println("weir: " + message(wrong));
    err.println(command.getCommandSpec().qualifiedName() + " --help shows what it takes");
    err.flush();
    return Failure.Kind.USAGE.exitCode();
  }

  private static String message(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (wrong instanceof MissingParameterException missing) {
      return "%s: missing %s"
          .formatted(
              missing.getCommandLine().getCommandName(),
              missing.getMissing().stream().map(Problems::name).collect(Collectors.joining(", ")));
    }
    return String.valueOf(wrong.getMessage());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String unknown(UnmatchedArgumentException unmatched) {
    var near = String.join(" or ", Suggestions.of(unmatched));
    var hint = near.isEmpty() ? "" : " (did you mean %s?)".formatted(near);
    return "unknown %s: %s%s".formatted(kind(unmatched), unmatched.getUnmatched().get(0), hint);
  }

  private static String kind(UnmatchedArgumentException unmatched) {
    if (unmatched.isUnknownOption()) {
      return "option";
    }
    CommandLine command = unmatched.getCommandLine();
    return command.getSubcommands().isEmpty() ? "argument" : "verb";
  }
}
