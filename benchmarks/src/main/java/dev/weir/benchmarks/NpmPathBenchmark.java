package dev.weir.benchmarks;

import dev.weir.npm.NpmPath;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a request's path: on every request's way, hot ones included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NpmPathBenchmark {
  @Param({
    "lodash",
    "@types%2fnode",
    "lodash/-/lodash-4.17.21.tgz",
    "@types/node/-/node-22.10.1.tgz",
    "-/npm/v1/security/advisories/bulk"
  })
  String path = "";

  @Benchmark
  public NpmPath parse() {
    return NpmPath.parse(path);
  }
}
