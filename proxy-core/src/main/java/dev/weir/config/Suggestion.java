package dev.weir.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What someone who wrote an unknown key probably meant. */
final class Suggestion {
  private static final List<KeyPath> ALL = below(KeyPath.ROOT, WeirSettings.class);

  private Suggestion() {}

  /** A question for the end of a message; {@code siblings} are the keys known at that place. */
  static String of(KeyPath unknown, List<String> siblings) {
    String wrong = last(unknown);
    var parent = unknown.segments().subList(0, unknown.segments().size() - 1);
    var here = siblings.stream().map(name -> new KeyPath(parent).child(name)).toList();
    return nearest(wrong, here)
        .or(() -> nearest(wrong, ALL))
        .map("did you mean %s?"::formatted)
        .orElseGet(() -> "known here: " + String.join(", ", siblings));
  }

  private static Optional<KeyPath> nearest(String wrong, List<KeyPath> candidates) {
    return candidates.stream()
        .filter(key -> distance(wrong, last(key)) <= Math.max(2, wrong.length() / 4))
        .min(Comparator.comparingInt(key -> distance(wrong, last(key))));
  }

  private static String last(KeyPath key) {
    return key.segments().get(key.segments().size() - 1);
  }

  /** All keys outside maps, whose keys are names that the user gives. */
  private static List<KeyPath> below(KeyPath path, Class<?> type) {
    var keys = new ArrayList<KeyPath>();
    for (Schema.Key key : Schema.keys(type)) {
      KeyPath child = path.child(key.name());
      keys.add(child);
      if (key.isSection()) {
        keys.addAll(below(child, (Class<?>) key.type()));
      }
    }
    return keys;
  }

  /**
   * Levenshtein's distance, blind to case and to the difference of {@code -}, {@code _} and none.
   */
  static int distance(String a, String b) {
    String left = bare(a);
    String right = bare(b);
    int[] above = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] row = new int[right.length() + 1];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = above[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[right.length()];
  }

  private static String bare(String key) {
    return key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
