package dev.weir.benchmarks;

import dev.weir.npm.Form;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.npm.PackumentIndexer;
import dev.weir.npm.PackumentLimits;
import dev.weir.npm.PackumentPlan;
import dev.weir.npm.PackumentSource;
import dev.weir.npm.SamplePackument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Merging the documents of a chain of repositories into one plan; each has more than the last. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MergeBenchmark {
  private static final String BASE = "http://127.0.0.1:9347/npm/local/dev/";
  private static final PackumentLimits LIMITS = new PackumentLimits(100_000);

  /** Documents in the search order. */
  @Param({"1", "3", "6"})
  int sources = 1;

  @Param Form form = Form.FULL;

  private final SamplePackument sample = SamplePackument.median();
  private List<PackumentSource> searchOrder = List.of();

  @Setup
  public void index() throws IOException, MalformedPackumentException {
    var all = new ArrayList<PackumentSource>();
    for (int i = sources - 1; i >= 0; i--) {
      var document = SamplePackument.of(sample.name().toString(), sample.versions() - 10 * i, 1500);
      var bytes = new ByteArrayInputStream(document.bytes());
      all.add(new PackumentSource.Document(PackumentIndexer.index(sample.name(), bytes, LIMITS)));
    }
    searchOrder = List.copyOf(all);
  }

  @Benchmark
  public PackumentPlan plan() {
    return PackumentPlan.packument(sample.name(), searchOrder, form, BASE);
  }
}
