package dev.weir.cli.login;

import dev.weir.cli.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds what a client takes rather than the user's configuration: variables, and the project's. */
final class Stronger {
  private static final Set<String> VARIABLES =
      Set.of("npm_config_registry", "pnpm_config_registry", "yarn_npm_registry_server");

  private Stronger() {}

  /** A line for each, for the user. */
  static List<String> than(List<Edit> edits, Surroundings surroundings) {
    List<String> lines = new ArrayList<>();
    for (String name : surroundings.environment().keySet()) {
      if (VARIABLES.contains(name.toLowerCase(Locale.ROOT))) {
        lines.add("note: the variable %s is set, and may count for more".formatted(name));
      }
    }
    for (Edit edit : edits) {
      for (Path at = surroundings.folder(); at != null; at = at.getParent()) {
        Path file = at.resolve(edit.file().getFileName());
        if (!file.equals(edit.file())) {
          inFile(file, edit, lines);
        }
      }
    }
    return lines;
  }

  private static void inFile(Path file, Edit edit, List<String> lines) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      var document = Document.of(text, edit.notation());
      for (Setting setting : edit.settings()) {
        document
            .entry(setting.key())
            .ifPresent(
                entry ->
                    lines.add(
                        "note: %s:%d counts for more here: %s"
                            .formatted(file, document.line(setting.key()), Secrets.hidden(entry))));
      }
    } catch (IOException unreadable) {
      // Then the client can't read it either.
    }
  }
}
