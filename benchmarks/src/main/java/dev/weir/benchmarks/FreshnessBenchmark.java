package dev.weir.benchmarks;

import dev.weir.cache.CacheDecision;
import dev.weir.cache.Demand;
import dev.weir.cache.FreshnessPolicy;
import dev.weir.config.PackumentSettings;
import java.time.Instant;
import java.util.Optional;
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

/** What becomes of a stored document: fresh, stale but good for a while, and too old. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FreshnessBenchmark {
  private final FreshnessPolicy policy = new FreshnessPolicy(PackumentSettings.DEFAULTS);
  private final Optional<Instant> until = Optional.of(Instant.parse("2026-11-23T10:00:00Z"));
  private final Instant before = Instant.parse("2026-11-23T09:59:59Z");
  private final Instant after = Instant.parse("2026-11-23T10:00:01Z");
  private final Instant late = Instant.parse("2027-11-23T10:00:00Z");

  @Benchmark
  public CacheDecision fresh() {
    return policy.decide(until, before, Demand.CURRENT, true);
  }

  @Benchmark
  public CacheDecision stale() {
    return policy.decide(until, after, Demand.CURRENT, true);
  }

  @Benchmark
  public CacheDecision old() {
    return policy.decide(until, late, Demand.CURRENT, true);
  }
}
