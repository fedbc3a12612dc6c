package dev.weir.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key as {@code --set} and messages write it: segments with dots between them; one that contains
 * a dot, an equals sign or a quote stands in double quotes: {@code
 * external-connections."my.corp".url}.
 */
record KeyPath(List<String> segments) {
  static final KeyPath ROOT = new KeyPath(List.of());

  KeyPath {
    segments = List.copyOf(segments);
  }

  static KeyPath of(String... segments) {
    return new KeyPath(List.of(segments));
  }

  /** Empty if a segment is empty or a quote is left open. */
  static Optional<KeyPath> parse(String text) {
    var segments = new ArrayList<String>();
    var segment = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '.' && !quoted) {
        segments.add(segment.toString());
        segment.setLength(0);
      } else {
        segment.append(c);
      }
    }
    segments.add(segment.toString());
    return quoted || segments.contains("") ? Optional.empty() : Optional.of(new KeyPath(segments));
  }

  KeyPath child(String segment) {
    return new KeyPath(Stream.concat(segments.stream(), Stream.of(segment)).toList());
  }

  @Override
  public String toString() {
    return segments.stream().map(KeyPath::quote).collect(Collectors.joining("."));
  }

  private static String quote(String segment) {
    boolean plain = segment.chars().noneMatch(c -> c == '.' || c == '=' || c == '"');
    return plain ? segment : '"' + segment + '"';
  }
}
