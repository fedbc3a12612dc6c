package dev.weir.npm;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which version comes from which source of a search order: the first that has it, as tarballs are
 * looked for; what is shown of it may be what another source says of the same content ({@link
 * Tellers}). In the search order, and within a source in its own.
 */
final class MergedVersions {
  private static final int TAKEN = -1;

  private final Predicate<String> shown;
  private final Tellers tellers;
  private final List<SourceVersions> sources;
  private int[] winners = new int[64];
  private int[] numbers = new int[64];
  private int size;

  private MergedVersions(List<PackumentSource> order, Predicate<String> shown) {
    this.shown = shown;
    this.tellers = new Tellers(order);
    this.sources = tellers.sources();
  }

  /**
   * @param shown whether a version counts at all
   */
  static MergedVersions of(List<PackumentSource> order, Predicate<String> shown) {
    var merged = new MergedVersions(order, shown);
    var decided = new HashMap<String, Integer>();
    for (int s = 0; s < order.size(); s++) {
      merged.take(s, decided);
    }
    return merged;
  }

  int size() {
    return size;
  }

  String version(int k) {
    return source(k).version(numbers[k]);
  }

  SourceVersions source(int k) {
    return sources.get(winners[k]);
  }

  /** The place in the order of the source that a version comes from. */
  int winner(int k) {
    return winners[k];
  }

  /** The version's number within its source. */
  int number(int k) {
    return numbers[k];
  }

  /** All versions, in order; a view. */
  List<String> versions() {
    return new AbstractList<>() {
      @Override
      public String get(int k) {
        return version(k);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** Every version shown that any source has is among the merged, whichever source it came from. */
  boolean has(String version) {
    return shown.test(version) && sources.stream().anyMatch(source -> source.find(version) >= 0);
  }

  /** The place of a version, or -1. */
  int find(String version) {
    for (int k = 0; k < size; k++) {
      if (version(k).equals(version)) {
        return k;
      }
    }
    return -1;
  }

  /** Whether all versions of source {@code s}, and no others, are shown. */
  boolean isAllOf(int s) {
    return size == sources.get(s).size() && countOf(s) == size;
  }

  /** How many versions come from source {@code s}. */
  long countOf(int s) {
    return Arrays.stream(winners, 0, size).filter(winner -> winner == s).count();
  }

  /**
   * Takes what source {@code s} tells.
   *
   * @param decided who tells of each version that a source up to here has
   */
  private void take(int s, Map<String, Integer> decided) {
    var source = sources.get(s);
    for (int i = 0; i < source.size(); i++) {
      var version = source.version(i);
      if (!shown.test(version)) {
        continue;
      }
      var teller = decided.get(version);
      if (teller == null) {
        teller = tellers.of(s, i);
        decided.put(version, teller);
      }
      if (teller == s) {
        decided.put(version, TAKEN);
        add(s, i);
      }
    }
  }

  private void add(int s, int i) {
    if (size == winners.length) {
      winners = Arrays.copyOf(winners, size + (size >> 1));
      numbers = Arrays.copyOf(numbers, winners.length);
    }
    winners[size] = s;
    numbers[size++] = i;
  }
}
