package dev.weir.compare.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Percentiles are close to what sorting would give. */
class HistogramTest {
  private final Histogram histogram = new Histogram();

  @Test
  void nothingCountedIsZero() {
    assertThat(histogram.percentile(99)).isZero();
    assertThat(histogram.max()).isZero();
  }

  @Test
  void smallValuesAreExact() {
    LongStream.rangeClosed(1, 200).forEach(histogram::record);

    assertThat(histogram.percentile(50)).isEqualTo(100);
    assertThat(histogram.percentile(99)).isEqualTo(198);
    assertThat(histogram.percentile(100)).isEqualTo(200);
  }

  @Test
  void largeValuesAreWithinOnePercentAndNeverTooSmall() {
    var random = new SplittableRandom(1);
    long[] values =
        LongStream.generate(() -> 1L << random.nextInt(40))
            .map(top -> top + random.nextLong(top))
            .limit(50_000)
            .sorted()
            .toArray();
    LongStream.of(values).forEach(histogram::record);

    for (double percent : new double[] {0.1, 10, 50, 90, 99, 99.9, 100}) {
      long exact = values[(int) Math.ceil(values.length * percent / 100) - 1];
      assertThat(histogram.percentile(percent))
          .isGreaterThanOrEqualTo(exact)
          .isCloseTo(exact, Percentage.withPercentage(0.8));
    }
  }

  @Test
  void theLongestOfAllFitsIn() {
    histogram.record(Long.MAX_VALUE);

    assertThat(histogram.percentile(50)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void whatAClockThatStepsBackGivesIsZero() {
    histogram.record(-5);

    assertThat(histogram.count()).isEqualTo(1);
    assertThat(histogram.percentile(100)).isZero();
  }

  @Test
  void twoAddUp() {
    var other = new Histogram();
    histogram.record(10);
    other.record(2_000_000);
    histogram.add(other);

    assertThat(histogram.count()).isEqualTo(2);
    assertThat(histogram.percentile(50)).isEqualTo(10);
    assertThat(histogram.percentileMillis(100)).isCloseTo(2, within(0.001));
  }
}
