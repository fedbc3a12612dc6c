package dev.weir.cli;

import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What was meant by a word that is none. picocli offers what has some letters in common, which with
 * some thirty long verbs is nearly always something; of that, what begins so or few changes lead
 * to.
 */
final class Suggestions {
  private Suggestions() {}

  static List<String> of(UnmatchedArgumentException unmatched) {
    var word = unmatched.getUnmatched().get(0);
    return unmatched.getSuggestions().stream()
        .filter(near -> isNear(word, near))
        .sorted(Comparator.comparing(near -> changes(word, near)))
        .limit(3)
        .toList();
  }

  private static boolean isNear(String word, String near) {
    boolean begun = word.length() > 2 && near.startsWith(word);
    return begun || changes(word, near) <= 1 + word.length() / 4;
  }

  /** How many letters must be put in, taken out or replaced (Levenshtein's distance). */
  static int changes(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
