package dev.weir.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of verbs in the help, each {@link Group} under its title. */
final class GroupedVerbs implements IHelpSectionRenderer {
  private static final int NAME_WIDTH = 38;

  @Override
  public String render(Help help) {
    Map<String, CommandLine> verbs = help.commandSpec().subcommands();
    var text = new StringBuilder();
    for (Group group : Group.values()) {
      text.append(help.createHeading("%n@|bold " + group.title() + "|@%n"));
      for (String verb : group.verbs()) {
        Optional.ofNullable(verbs.get(verb))
            .ifPresent(line -> text.append(line(verb, line, help.colorScheme())));
      }
    }
    return text.toString();
  }

  private static String line(String verb, CommandLine line, ColorScheme colours) {
    var name = colours.commandText(verb) + " ".repeat(NAME_WIDTH - verb.length());
    var summary = line.getCommandSpec().usageMessage().description();
    return "  " + name + String.join(" ", summary) + "\n";
  }
}
