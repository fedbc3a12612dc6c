package dev.weir.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .npmrc}: lines of {@code key=value} up to a first {@code [section]}, comments after
 * {@code ;} or {@code #}, and {@code ${NAME}} for a variable.
 */
final class NpmrcFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}?]+)\\??}");

  private NpmrcFile() {}

  /** What stands in it; nothing if it cannot be read. */
  static List<Setting> read(Path file, Map<String, String> environment) {
    List<Setting> settings = new ArrayList<>();
    var lines = lines(file);
    for (int i = 0; i < lines.size() && !lines.get(i).strip().startsWith("["); i++) {
      var line = lines.get(i).strip();
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#") && !line.startsWith(";")) {
        var key = expanded(unquoted(line.substring(0, equals).strip()), environment);
        var value = expanded(unquoted(line.substring(equals + 1).strip()), environment);
        settings.add(new Setting(key, value, file + ":" + (i + 1)));
      }
    }
    return settings;
  }

  /** The lines of a text file; none if it cannot be read. */
  static List<String> lines(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()
          : List.of();
    } catch (IOException unreadable) {
      return List.of();
    }
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
    return quoted && text.endsWith(text.substring(0, 1))
        ? text.substring(1, text.length() - 1)
        : text;
  }

  /** As npm does: a variable that isn't set stays as it is written. */
  private static String expanded(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(environment.getOrDefault(found.group(1), found.group())));
  }
}
