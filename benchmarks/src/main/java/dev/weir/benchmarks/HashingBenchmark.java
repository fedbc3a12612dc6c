package dev.weir.benchmarks;

import dev.weir.storage.ContentHash;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Set;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Hashing a tarball of 12 MiB as it comes, in chunks of 256 KiB; one of them stands for all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HashingBenchmark {
  private static final int CHUNK = 256 << 10;
  private static final int CHUNKS = 48;

  private final ByteBuf chunk = Unpooled.directBuffer(CHUNK).writeZero(CHUNK);

  /** What every blob is named by, and what old manifests have. */
  @Param({"SHA512", "SHA1"})
  DigestAlgorithm algorithm = DigestAlgorithm.SHA512;

  @Benchmark
  public Map<DigestAlgorithm, Digest> hash() {
    var hash = new ContentHash(Set.of(algorithm));
    for (int i = 0; i < CHUNKS; i++) {
      hash.update(chunk);
    }
    return hash.finish();
  }

  @TearDown
  public void release() {
    chunk.release();
  }
}
