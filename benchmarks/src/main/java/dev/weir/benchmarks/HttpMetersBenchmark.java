package dev.weir.benchmarks;

import dev.weir.http.FinishedExchange;
import dev.weir.http.Outcome;
import dev.weir.metrics.Meters;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a finished request pays to be counted and timed; it must not allocate. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HttpMetersBenchmark {
  private final Meters meters = new Meters(List.of("packument", "tarball"), List.of(), List.of());
  private final FinishedExchange exchange =
      new FinishedExchange(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
          "GET",
          "/npm/local/dev/lodash",
          "npm/11.0.0 node/v22.0.0 linux x64 workspaces/false",
          "packument",
          Outcome.OK,
          200,
          2_000,
          90_000);

  @Benchmark
  public void exchangeFinished() {
    meters.http().exchangeFinished(exchange);
  }

  @TearDown
  public void close() {
    meters.close();
  }
}
