package dev.weir.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.weir.cache.Coding;
import dev.weir.cache.Entity;
import dev.weir.cache.Eras;
import dev.weir.cache.Freshness;
import dev.weir.cache.HotCache;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What a hit costs before the write: look up, check, take the body, give it back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@Threads(2)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup before anything else
public class HotCacheBenchmark {
  private static final int BODY = 18_000;

  /** Entries kept. */
  @Param({"10", "1000"})
  int entries;

  private HotCache hot;
  private HotKey[] keys;

  @Setup
  public void fill() {
    hot = new HotCache(64L << 20, 16L << 20, new Eras());
    keys = new HotKey[entries];
    var entity = new Entity("application/json", Coding.GZIP, "\"e\"", Optional.empty(), BODY);
    for (int i = 0; i < entries; i++) {
      keys[i] =
          new HotKey(
              RepositoryId.of("local", "dev"),
              new PackageName("package-" + i),
              Coding.GZIP.of("FULL"),
              "http://127.0.0.1:9347/npm/local/dev/");
      var body = hot.body(List.of(hot.allocator().directBuffer(BODY, BODY).writeZero(BODY)));
      hot.put(keys[i], new HotEntry(entity, body, 1, 0, Freshness.strict(Instant.MAX)));
      body.release();
    }
  }

  @TearDown
  public void clear() {
    hot.close();
  }

  @Benchmark
  public int hit() {
    var key = keys[ThreadLocalRandom.current().nextInt(entries)];
    var entry = requireNonNull(hot.find(key, 1, 0));
    ByteBuf body = entry.body().asBuffer();
    int length = body.readableBytes();
    body.release();
    return length;
  }
}
