package dev.weir.benchmarks;

import dev.weir.cache.Coalescer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Joining a flight while eight threads want the same few things. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@Threads(8)
public class CoalescerBenchmark {
  /** How many things are wanted; 1 is the worst contention there is. */
  @Param({"1", "64"})
  int keys;

  private final Coalescer<Integer, String> coalescer = new Coalescer<>(() -> {});
  private final CompletableFuture<String> value = CompletableFuture.completedFuture("value");

  @Benchmark
  public CompletionStage<String> join() {
    return coalescer.join(ThreadLocalRandom.current().nextInt(keys), () -> value);
  }
}
