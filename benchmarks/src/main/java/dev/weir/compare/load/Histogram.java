package dev.weir.compare.load;

/**
 * Counts of durations in nanoseconds, in buckets that are at most 1/128 of their value wide, from 1
 * ns to centuries, in one array that is never grown. For one thread.
 */
public final class Histogram {
  private static final int PRECISION = 7;

  private final long[] counts = new long[(64 - PRECISION) << PRECISION];
  private long total;
  private long max;

  /** Counts a duration; one below zero, which a clock's step could make, is counted as zero. */
  public void record(long nanos) {
    long value = Math.max(0, nanos);
    counts[bucket(value)]++;
    total++;
    max = Math.max(max, value);
  }

  public long count() {
    return total;
  }

  /** Exact, unlike the percentiles. */
  public long max() {
    return max;
  }

  /**
   * The value that {@code percent} of all values do not exceed, rounded up to its bucket's end; 0
   * if there is no value.
   */
  public long percentile(double percent) {
    long rank = Math.max(1, (long) Math.ceil(total * percent / 100));
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return Math.min(max, last(i));
      }
    }
    return 0;
  }

  public double percentileMillis(double percent) {
    return percentile(percent) / 1e6;
  }

  public void add(Histogram other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  /** Values below 256 have a bucket each; above, each doubling has 128. */
  private static int bucket(long value) {
    int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(value | 1) - PRECISION);
    return (shift << PRECISION) + (int) (value >>> shift);
  }

  /** The largest value in a bucket. */
  private static long last(int bucket) {
    int shift = Math.max(0, (bucket >> PRECISION) - 1);
    long top = bucket - ((long) shift << PRECISION);
    return ((top + 1) << shift) - 1;
  }
}
