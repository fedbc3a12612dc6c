package dev.weir.npm;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Which version comes from which source of a search order: the first that has it, except that a
 * retained one counts only where no document has the version. In the search order, and within a
 * source in its own.
 */
final class MergedVersions {
  private final List<PackumentSource> order;
  private final Predicate<String> shown;
  private final List<SourceVersions> sources;
  private int[] winners = new int[64];
  private int[] numbers = new int[64];
  private int size;

  private MergedVersions(List<PackumentSource> order, Predicate<String> shown) {
    this.order = order;
    this.shown = shown;
    this.sources =
        IntStream.range(0, order.size()).mapToObj(s -> SourceVersions.of(order.get(s), s)).toList();
  }

  /**
   * @param shown whether a version counts at all
   */
  static MergedVersions of(List<PackumentSource> order, Predicate<String> shown) {
    var merged = new MergedVersions(order, shown);
    Set<String> taken = new HashSet<>();
    for (int s = 0; s < order.size(); s++) {
      merged.take(s, taken);
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
    return shown.test(version) && sources.stream().anyMatch(source -> source.has(version));
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

  private void take(int s, Set<String> taken) {
    var source = sources.get(s);
    boolean retained = order.get(s) instanceof PackumentSource.Versions held && held.retained();
    for (int i = 0; i < source.size(); i++) {
      var version = source.version(i);
      if (shown.test(version) && !(retained && isInDocument(version)) && taken.add(version)) {
        add(s, i);
      }
    }
  }

  private boolean isInDocument(String version) {
    return sources.stream()
        .anyMatch(source -> source instanceof DocumentVersions && source.has(version));
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
