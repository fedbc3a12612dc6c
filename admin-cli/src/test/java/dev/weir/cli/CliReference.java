package dev.weir.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes {@code docs/cli.md} from the command line itself. */
final class CliReference {
  private static final String INTRODUCTION =
      """
      # The `weir` command

      Written by `CliReferenceTest` from the command line itself; see CONTRIBUTING.md.

      `bin/weir serve` starts the daemon; its options are those of `weir serve --help`. Every other verb is a client
      of a daemon, over HTTP only, and needs no credentials for one with `auth.mode: open`.

      Verbs of CodeArtifact have the names, options and JSON output of `aws codeartifact`, so that scripts need only
      another first word. Values of options may be `file://PATH`. `--tags` and `--upstreams` take
      `key=a,value=b` and `repositoryName=a`, or JSON; several follow one another. Listings are followed to their
      end unless `--max-results`, `--next-token` or `--no-paginate` is given.

      Exit codes: **0** done, **1** refused by the service, **2** wrong usage or configuration, **3** unreachable or
      not a Weir. What went wrong is a line on stderr. Nothing is tried twice, but for the tarballs of `weir prewarm`.

      Every verb has these:

      """;

  private final StringBuilder text = new StringBuilder(INTRODUCTION);

  private CliReference() {}

  static String text(CommandLine weir) {
    var reference = new CliReference();
    var root = weir.getCommandSpec();
    reference.arguments(root.options().stream().filter(CliReference::isForAll).toList());
    for (Group group : Group.values()) {
      reference.text.append("\n## ").append(group.title()).append('\n');
      for (String verb : group.verbs()) {
        Optional.ofNullable(root.subcommands().get(verb)).ifPresent(reference::verb);
      }
    }
    return reference.text.toString();
  }

  private void verb(CommandLine verb) {
    CommandSpec spec = verb.getCommandSpec();
    text.append("\n### ").append(spec.qualifiedName()).append("\n\n");
    text.append(String.join(" ", spec.usageMessage().description())).append('\n');
    var own = new ArrayList<ArgSpec>(spec.positionalParameters());
    spec.options().stream().filter(option -> !isForAll(option)).forEach(own::add);
    if (!own.isEmpty()) {
      text.append('\n');
      arguments(own);
    }
    for (String line : spec.usageMessage().footer()) {
      // What is indented is to be typed.
      text.append(line.startsWith(" ") ? "\n    " + line.strip() : line).append('\n');
    }
    verb.getSubcommands().values().forEach(this::verb);
  }

  private void arguments(List<? extends ArgSpec> arguments) {
    text.append("| | |\n| --- | --- |\n");
    for (ArgSpec argument : arguments) {
      var must = argument.required() ? " **required**" : "";
      text.append("| `%s`%s | %s |\n".formatted(name(argument), must, words(argument)));
    }
  }

  private static String name(ArgSpec argument) {
    var label = argument.paramLabel().replace("|", "\\|");
    if (!(argument instanceof OptionSpec option)) {
      return label;
    }
    var names = String.join("`, `", option.names());
    var several = option.isMultiValue() ? " …" : "";
    return option.arity().max() == 0 ? names : names + " " + label + several;
  }

  private static String words(ArgSpec argument) {
    return String.join(" ", argument.description()).replace("|", "\\|");
  }

  private static boolean isForAll(OptionSpec option) {
    return option.inherited() || option.scopeType() == CommandLine.ScopeType.INHERIT;
  }
}
