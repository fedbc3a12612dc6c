package dev.weir.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes {@code config/weir.yaml}: every key, its default and its line of documentation. The file
 * is this class's output; a test compares the two and says how to write it anew.
 */
final class SettingsReference {
  private static final String HEAD =
      """
      # Every setting of Weir and its default. A file of your own needs only what differs; put it at
      # weir/weir.yaml in your configuration folder (~/.config), or name it: weir serve --config FILE
      # On the command line: weir serve --set http.idle-timeout=90s
      #
      # Sizes: 4096, 512KiB, 64MiB, 1GiB. Times: 500ms, 90s, 5m, 2h, 1d. Lists: [a, b] or a,b.
      # A key without a value is unset. A list or a map of names takes the default's place.
      #
      # Generated from the records in dev.weir.config; see CONTRIBUTING.md.
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private SettingsReference() {}

  static String text() {
    var reference = new SettingsReference();
    reference.section(WeirSettings.DEFAULTS, "");
    return reference.out.toString();
  }

  private void section(Record section, String indent) {
    for (Schema.Key key : Schema.keys(section.getClass())) {
      if (indent.isEmpty()) {
        out.append('\n');
      }
      out.append(indent).append("# ").append(key.doc()).append('\n');
      out.append(indent).append(key.name()).append(':');
      if (key.isSection()) {
        out.append('\n');
        section((Record) key.of(section), indent + "  ");
      } else {
        value(key.of(section), indent);
      }
    }
  }

  private void value(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      map(map, indent);
    } else if (value instanceof List<?> list) {
      var words = list.stream().map(SettingsReference::word).collect(Collectors.joining(", "));
      out.append(" [").append(words).append("]\n");
    } else if (value instanceof Optional<?> optional) {
      out.append(optional.map(present -> " " + word(present)).orElse("")).append('\n');
    } else {
      out.append(' ').append(word(value)).append('\n');
    }
  }

  private void map(Map<?, ?> map, String indent) {
    out.append('\n');
    new TreeMap<>(map)
        .forEach(
            (name, below) -> {
              out.append(indent).append("  ").append(word(name)).append(":\n");
              section((Record) below, indent + "    ");
            });
  }

  /** Quoted if YAML could take a text for something else. */
  private static String word(Object value) {
    var text = ScalarText.format(value);
    boolean plain = text.matches("[A-Za-z0-9][A-Za-z0-9.:/_-]*");
    boolean number = value instanceof String && text.matches("[0-9.]+") && !text.contains("..");
    return plain && !(number && text.chars().filter(c -> c == '.').count() < 2)
        ? text
        : '"' + text + '"';
  }
}
