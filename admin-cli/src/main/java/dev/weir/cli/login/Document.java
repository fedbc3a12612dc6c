package dev.weir.cli.login;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a configuration file. Immutable. Only the entries that are asked for change; all
 * other lines keep every character, their ends included.
 *
 * @param lines with their ends
 */
record Document(List<String> lines, Notation notation) {
  private static final Pattern LINE = Pattern.compile("[^\n]*\n|[^\n]+$");

  Document {
    lines = List.copyOf(lines);
  }

  static Document of(String text, Notation notation) {
    return new Document(LINE.matcher(text).results().map(line -> line.group()).toList(), notation);
  }

  String text() {
    return String.join("", lines);
  }

  /** An entry as it stands there. */
  Optional<String> entry(Key key) {
    return notation
        .find(lines, key)
        .map(span -> String.join("", lines.subList(span.from(), span.to())));
  }

  /** The number of an entry's first line, counted from one; 0 if there is none. */
  int line(Key key) {
    return notation.find(lines, key).map(span -> span.from() + 1).orElse(0);
  }

  /**
   * This text with an entry added or put in another's place.
   *
   * @param entry its lines without ends, indented as if nothing stood above it
   */
  Document with(Key key, List<String> entry) {
    var there = notation.find(lines, key);
    if (there.isPresent()) {
      var first = lines.get(there.get().from());
      var indent = first.substring(0, first.length() - first.stripLeading().length());
      return spliced(there.get(), indented(entry, indent));
    }
    var place = notation.place(lines, key);
    var added = new ArrayList<>(indented(place.heading(), ""));
    added.addAll(indented(entry, place.indent()));
    return spliced(new Span(place.line(), place.line()), added);
  }

  /** This text with an entry as it was before, or without it if there was none. */
  Document restored(Key key, Optional<String> before) {
    var there = notation.find(lines, key);
    if (there.isEmpty()) {
      return this;
    }
    var old = before.map(text -> of(text, notation).lines()).orElse(List.of());
    var restored = spliced(there.get(), old);
    return notation
        .bareHeading(restored.lines, key)
        .map(heading -> restored.spliced(heading, List.of()))
        .orElse(restored);
  }

  private List<String> indented(List<String> entry, String indent) {
    return entry.stream().map(line -> indent + line + end()).toList();
  }

  /** How lines end here: as the first does. */
  private String end() {
    return !lines.isEmpty() && lines.get(0).endsWith("\r\n") ? "\r\n" : "\n";
  }

  private Document spliced(Span span, List<String> with) {
    var all = new ArrayList<>(lines.subList(0, span.from()));
    // The last line of a file may have no end, and needs one if it is no longer the last.
    if (!with.isEmpty() && !all.isEmpty() && !all.get(all.size() - 1).endsWith("\n")) {
      all.set(all.size() - 1, all.get(all.size() - 1) + end());
    }
    all.addAll(with);
    all.addAll(lines.subList(span.to(), lines.size()));
    return new Document(all, notation);
  }
}
