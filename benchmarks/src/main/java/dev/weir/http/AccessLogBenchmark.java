package dev.weir.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The access log's line of a hot request, written by the file's own thread. In this package since
 * the format is the server's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AccessLogBenchmark {
  private final Instant time = Instant.parse("2026-11-23T10:15:30.123Z");
  private final FinishedExchange exchange =
      new FinishedExchange(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
          "GET",
          "/npm/local/dev/lodash/-/lodash-4.17.21.tgz",
          "npm/11.0.0 node/v22.0.0 linux x64 workspaces/false",
          "tarball",
          Outcome.OK,
          200,
          12_000,
          90_000);

  @Benchmark
  public String text() {
    return AccessLogFormat.TEXT.line(time, exchange);
  }

  @Benchmark
  public String json() {
    return AccessLogFormat.JSON.line(time, exchange);
  }
}
