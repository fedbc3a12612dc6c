package dev.weir.search;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an origin that were asked a text might learn of names: every name that stands anywhere in it
 * as a whole, every word of it as the part of a name after its scope, and every scope that it
 * begins.
 *
 * @param names parts of the text that a package's whole name could be
 * @param basenames words of the text
 * @param scopes without the {@code @}
 */
record ToldNames(Set<String> names, Set<String> basenames, Set<String> scopes) {
  /** A text with more characters is told to nobody: it has too many parts to look at. */
  static final int MOST_TEXT = 128;

  private static final String BETWEEN = "[^a-z0-9._~!'()*-]+";

  static ToldNames of(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    var scopes = new HashSet<>(SearchTerms.parse(lower).scopes());
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) == '@') {
        beginnings(lower.substring(i + 1), scopes);
      } else if (lower.charAt(i) == '/') {
        endings(lower.substring(0, i), scopes);
      }
    }
    var names = new HashSet<String>();
    for (int from = 0; from < lower.length(); from++) {
      beginnings(lower.substring(from), names);
    }
    return new ToldNames(names, Set.copyOf(List.of(lower.split(BETWEEN, -1))), scopes);
  }

  private static void beginnings(String text, Set<String> into) {
    for (int to = 1; to <= text.length(); to++) {
      into.add(text.substring(0, to));
    }
  }

  private static void endings(String text, Set<String> into) {
    for (int from = 0; from < text.length(); from++) {
      into.add(text.substring(from));
    }
  }
}
