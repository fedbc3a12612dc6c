package dev.weir.compare.run;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of one server with one workload.
 *
 * @param peer its name
 */
public record Samples(String peer, List<Sample> rounds) {
  public Samples {
    rounds = List.copyOf(rounds);
  }

  /** The middle of a figure over all rounds; the mean of the two in the middle if they are even. */
  public double median(ToDoubleFunction<Sample> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** How far the rounds are apart: the largest figure by the smallest. */
  public double spread(ToDoubleFunction<Sample> figure) {
    var summary = rounds.stream().mapToDouble(figure).summaryStatistics();
    return summary.getMax() / summary.getMin();
  }
}
