package dev.weir.cli.login;

import java.util.List;
import java.util.Optional;

/**
 * npm's {@code .npmrc}: lines of {@code key=value}, comments after {@code ;} or {@code #}. It is
 * read as an INI file, so that what stands below a {@code [section]} does not count.
 */
record Npmrc() implements Notation {
  @Override
  public String name() {
    return "npmrc";
  }

  @Override
  public Optional<Span> find(List<String> lines, Key key) {
    Optional<Span> found = Optional.empty();
    for (int i = 0; i < end(lines); i++) {
      if (key(lines.get(i)).equals(key.first())) {
        found = Optional.of(new Span(i, i + 1));
      }
    }
    return found;
  }

  @Override
  public Place place(List<String> lines, Key key) {
    return new Place(end(lines), List.of(), "");
  }

  @Override
  public Optional<Span> bareHeading(List<String> lines, Key key) {
    return Optional.empty();
  }

  private static String key(String line) {
    int equals = line.indexOf('=');
    var key = (equals < 0 ? line : line.substring(0, equals)).strip();
    if (key.startsWith(";") || key.startsWith("#")) {
      return "";
    }
    boolean quoted = key.length() > 1 && (key.startsWith("\"") || key.startsWith("'"));
    return quoted && key.endsWith(key.substring(0, 1)) ? key.substring(1, key.length() - 1) : key;
  }

  /** The first line that does not count. */
  private static int end(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith("[") && lines.get(i).strip().endsWith("]")) {
        return i;
      }
    }
    return lines.size();
  }
}
