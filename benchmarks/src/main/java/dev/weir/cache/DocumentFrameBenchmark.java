package dev.weir.cache;

import dev.weir.npm.SamplePackument;
import java.util.Arrays;
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
 * A frame of a stored document, 1 MiB of JSON: compressed when the document comes, decompressed
 * when it is rendered. In this package since the form is the cache's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DocumentFrameBenchmark {
  private final byte[] document =
      Arrays.copyOf(SamplePackument.of("next", 700, 2000).bytes(), DocumentFrames.FRAME);
  private final byte[] compressed = DocumentFrames.compress(document, document.length);

  @Benchmark
  public byte[] write() {
    return DocumentFrames.compress(document, document.length);
  }

  @Benchmark
  public byte[] read() {
    return DocumentFrames.decompress(compressed, document.length);
  }
}
