package dev.weir.search;

import dev.weir.model.PackageName;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names that have all words of a search, the best of them kept in order: the name that was asked
 * for, then names that begin so, then the shorter ones. For one thread.
 */
public final class SearchMatches {
  private final List<String> words;
  private final int keep;
  private final Set<PackageName> others;
  private final Set<PackageName> all = new HashSet<>();
  private final TreeSet<PackageName> best =
      new TreeSet<>(
          Comparator.comparingInt(this::distance)
              .thenComparingInt((PackageName name) -> name.value().length())
              .thenComparing(Comparator.naturalOrder()));

  /**
   * @param keep how many are kept
   * @param others names that do not count
   */
  public SearchMatches(SearchQuery query, int keep, Set<PackageName> others) {
    this.words = query.words();
    this.keep = keep;
    this.others = Set.copyOf(others);
  }

  public void offer(PackageName name) {
    if (others.contains(name)) {
      return;
    }
    var text = name.value().toLowerCase(Locale.ROOT);
    if (words.stream().allMatch(text::contains) && all.add(name)) {
      best.add(name);
      if (best.size() > keep) {
        best.pollLast();
      }
    }
  }

  /** How many different names matched. */
  public int total() {
    return all.size();
  }

  /** Those kept, the best first. */
  public List<PackageName> best() {
    return List.copyOf(best);
  }

  private int distance(PackageName name) {
    var text = name.value().toLowerCase(Locale.ROOT);
    var wanted = String.join("-", words);
    if (text.equals(wanted) || name.basename().toLowerCase(Locale.ROOT).equals(wanted)) {
      return 0;
    }
    return text.startsWith(wanted) ? 1 : 2;
  }
}
