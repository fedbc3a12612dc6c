package dev.weir.cli.login;

import dev.weir.cli.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an entry is to be. */
sealed interface Setting {
  Key key();

  /**
   * The entry's lines, or empty if it is to stay as it is.
   *
   * @param now the entry as it is, if there is one
   */
  Optional<List<String>> lines(Optional<String> now);

  /** This, whatever it was. */
  record Exactly(Key key, List<String> entry) implements Setting {
    Exactly(Key key, String... entry) {
      this(key, List.of(entry));
    }

    @Override
    public Optional<List<String>> lines(Optional<String> now) {
      return Optional.of(entry);
    }
  }

  /** This, unless the user has an opinion. */
  record Unless(Key key, List<String> entry) implements Setting {
    Unless(Key key, String... entry) {
      this(key, List.of(entry));
    }

    @Override
    public Optional<List<String>> lines(Optional<String> now) {
      return now.isPresent() ? Optional.empty() : Optional.of(entry);
    }
  }

  /** A list in YAML that has this item among others. */
  record Among(Key key, String item) implements Setting {
    @Override
    public Optional<List<String>> lines(Optional<String> now) {
      var quoted = '"' + item + '"';
      if (now.isEmpty()) {
        return Optional.of(List.of(key.last() + ":", "  - " + quoted));
      }
      var lines = now.get().lines().map(String::stripTrailing).toList();
      var flow = Yaml.afterKey(lines.get(0));
      if (flow.isEmpty()) {
        return items(lines, quoted);
      }
      if (lines.size() > 1 || !flow.startsWith("[") || !flow.endsWith("]")) {
        throw Failure.usage(
            "%s (expected: a list, for weir to add %s to)".formatted(lines.get(0), item));
      }
      return flow(lines.get(0), flow.substring(1, flow.length() - 1), quoted);
    }

    private Optional<List<String>> flow(String line, String inside, String quoted) {
      if (Arrays.stream(inside.split(",", -1)).anyMatch(this::isIt)) {
        return Optional.empty();
      }
      var more = inside.isBlank() ? quoted : inside.stripTrailing() + ", " + quoted;
      return Optional.of(List.of(line.substring(0, line.indexOf('[') + 1) + more + "]"));
    }

    private Optional<List<String>> items(List<String> lines, String quoted) {
      var items = lines.stream().filter(line -> line.strip().startsWith("- ")).toList();
      if (items.stream().anyMatch(line -> isIt(line.strip().substring(2)))) {
        return Optional.empty();
      }
      var indent = items.isEmpty() ? "  " : items.get(0).substring(0, items.get(0).indexOf('-'));
      var more = new ArrayList<>(lines);
      more.add(indent + "- " + quoted);
      return Optional.of(more);
    }

    private boolean isIt(String written) {
      return Yaml.unquoted(written.strip()).equals(item);
    }
  }
}
