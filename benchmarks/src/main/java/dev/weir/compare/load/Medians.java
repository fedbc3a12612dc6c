package dev.weir.compare.load;

import java.util.List;

/** The middle of some figures. */
final class Medians {
  private Medians() {}

  /** Of an even number, the mean of the two in the middle. */
  static double of(List<Double> figures) {
    var sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
