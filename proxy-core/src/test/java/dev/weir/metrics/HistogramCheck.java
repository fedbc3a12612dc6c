package dev.weir.metrics;

import dev.weir.metrics.Exposition.Family;
import dev.weir.metrics.Exposition.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether a histogram is one: for each set of labels, buckets in the order of their bounds that
 * never fall and end with {@code +Inf}, one {@code _count} equal to that, and one {@code _sum}.
 */
final class HistogramCheck {
  private final Family family;
  private final Map<Map<String, String>, List<Sample>> buckets = new LinkedHashMap<>();
  private final Map<Map<String, String>, Double> counts = new LinkedHashMap<>();
  private final Map<Map<String, String>, Double> sums = new LinkedHashMap<>();

  HistogramCheck(Family family) {
    this.family = family;
  }

  void run() {
    family.samples().forEach(this::sort);
    require(buckets.keySet().equals(counts.keySet()), "_bucket and _count differ");
    require(buckets.keySet().equals(sums.keySet()), "_bucket and _sum differ");
    buckets.forEach(this::check);
  }

  private void sort(Sample sample) {
    if (sample.name().endsWith("_bucket")) {
      require(sample.labels().containsKey("le"), "a bucket without le");
      buckets.computeIfAbsent(sample.labelsWithout("le"), labels -> new ArrayList<>()).add(sample);
    } else {
      (sample.name().endsWith("_sum") ? sums : counts)
          .put(sample.labelsWithout(""), sample.value());
    }
  }

  private void check(Map<String, String> labels, List<Sample> series) {
    double bound = Double.NEGATIVE_INFINITY;
    double count = 0;
    for (var bucket : series) {
      double next = bound(bucket);
      require(next > bound, "bounds out of order at " + bucket);
      require(bucket.value() >= count, "a bucket below the one before at " + bucket);
      bound = next;
      count = bucket.value();
    }
    require(bound == Double.POSITIVE_INFINITY, "no +Inf bucket for " + labels);
    require(Double.valueOf(count).equals(counts.get(labels)), "_count is not +Inf of " + labels);
  }

  private static double bound(Sample bucket) {
    var le = String.valueOf(bucket.labels().get("le"));
    return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(family.name() + ": " + problem);
    }
  }
}
