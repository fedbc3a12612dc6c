package dev.weir.cli.login;

import dev.weir.cli.Failure;
import java.util.List;
import java.util.Optional;

/**
 * YAML as people and tools write configuration: a mapping whose keys stand on lines of their own,
 * some with further mappings below. What is written otherwise is not edited, but refused.
 */
record Yaml() implements Notation {
  private static final String INDENT = "  ";

  @Override
  public String name() {
    return "yaml";
  }

  @Override
  public Optional<Span> find(List<String> lines, Key key) {
    check(lines);
    var outer = entry(lines, new Span(0, lines.size()), "", key.first());
    if (!key.isNested()) {
      return outer;
    }
    return outer.flatMap(
        span -> {
          var below = below(span);
          return entry(lines, below, indent(lines, below), key.last());
        });
  }

  @Override
  public Place place(List<String> lines, Key key) {
    check(lines);
    if (!key.isNested()) {
      return new Place(lines.size(), List.of(), "");
    }
    var outer = entry(lines, new Span(0, lines.size()), "", key.first());
    if (outer.isEmpty()) {
      return new Place(lines.size(), List.of(key.first() + ":"), INDENT);
    }
    var heading = lines.get(outer.get().from());
    if (!afterKey(heading).isEmpty()) {
      throw Failure.usage(
          "line %d: %s (expected: %s on lines of its own, for weir to add to)"
              .formatted(outer.get().from() + 1, heading.strip(), key.first()));
    }
    var below = below(outer.get());
    return new Place(below.to(), List.of(), indent(lines, below));
  }

  @Override
  public Optional<Span> bareHeading(List<String> lines, Key key) {
    if (!key.isNested()) {
      return Optional.empty();
    }
    return entry(lines, new Span(0, lines.size()), "", key.first())
        .filter(
            span ->
                afterKey(lines.get(span.from())).isEmpty()
                    && lines.subList(span.from() + 1, span.to()).stream()
                        .allMatch(Yaml::isNothing));
  }

  /** An entry goes on as long as lines are indented further, or are items of its list. */
  private static Optional<Span> entry(List<String> lines, Span within, String indent, String name) {
    for (int i = within.from(); i < within.to(); i++) {
      if (isKey(lines.get(i), indent, name)) {
        return Optional.of(new Span(i, end(lines, i + 1, within.to(), indent)));
      }
    }
    return Optional.empty();
  }

  private static int end(List<String> lines, int from, int to, String indent) {
    int end = from;
    for (int i = from; i < to; i++) {
      var line = lines.get(i);
      if (isNothing(line)) {
        continue;
      }
      boolean item = line.startsWith(indent + "- ") || line.strip().equals(indent + "-");
      if (width(line) <= indent.length() && !item) {
        break;
      }
      end = i + 1;
    }
    return end;
  }

  private static boolean isKey(String line, String indent, String name) {
    if (isNothing(line) || width(line) != indent.length()) {
      return false;
    }
    int colon = colon(line);
    return colon > 0 && unquoted(line.substring(0, colon).strip()).equals(name);
  }

  /** The colon after the key: one that a blank or the line's end follows, outside of quotes. */
  private static int colon(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if ((c == '"' || c == '\'') && line.substring(0, i).isBlank()) {
        quote = c;
      } else if (c == ':'
          && (i + 1 == line.length() || Character.isWhitespace(line.charAt(i + 1)))) {
        return i;
      }
    }
    return -1;
  }

  /** What stands after the colon, without a comment. */
  static String afterKey(String line) {
    var rest = line.substring(colon(line) + 1).strip();
    return rest.startsWith("#") ? "" : rest;
  }

  static String unquoted(String text) {
    boolean quoted = text.length() > 1 && (text.startsWith("\"") || text.startsWith("'"));
    return quoted && text.endsWith(text.substring(0, 1))
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private static Span below(Span outer) {
    return new Span(outer.from() + 1, outer.to());
  }

  /** How far the entries of a mapping are indented: as far as the first. */
  private static String indent(List<String> lines, Span below) {
    for (int i = below.from(); i < below.to(); i++) {
      if (!isNothing(lines.get(i))) {
        return " ".repeat(width(lines.get(i)));
      }
    }
    return INDENT;
  }

  private static int width(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Blank, or a comment. */
  private static boolean isNothing(String line) {
    var text = line.strip();
    return text.isEmpty() || text.startsWith("#");
  }

  private static void check(List<String> lines) {
    boolean begun = false;
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i).stripTrailing();
      boolean several = text.equals("---") && begun || text.equals("...");
      if (several || !begun && text.startsWith("{")) {
        throw Failure.usage(
            "line %d: %s (expected: one mapping, its keys on lines of their own)"
                .formatted(i + 1, text));
      }
      begun = begun || !isNothing(lines.get(i));
    }
  }
}
