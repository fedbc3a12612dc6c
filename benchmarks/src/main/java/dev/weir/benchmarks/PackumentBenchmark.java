package dev.weir.benchmarks;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.weir.npm.DocumentReader;
import dev.weir.npm.Form;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentIndexer;
import dev.weir.npm.PackumentLimits;
import dev.weir.npm.PackumentPlan;
import dev.weir.npm.PackumentSource;
import dev.weir.npm.SamplePackument;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * The cold path of a packument, on one thread: reading an origin's document, planning an answer,
 * writing it, compressing it.
 *
 * <pre>
 * mvn -q package -DskipTests &amp;&amp; java -cp … org.openjdk.jmh.Main PackumentBenchmark
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PackumentBenchmark {
  private static final String BASE = "http://127.0.0.1:9347/npm/local/dev/";
  private static final PackumentLimits LIMITS = new PackumentLimits(100_000);

  /** A few versions; as many as half of all packages have; the largest in wide use. */
  public enum Size {
    SMALL,
    MEDIAN,
    LARGE;

    private SamplePackument sample() {
      return switch (this) {
        case SMALL -> SamplePackument.small();
        case MEDIAN -> SamplePackument.median();
        case LARGE -> SamplePackument.large();
      };
    }
  }

  @Param Size size = Size.MEDIAN;
  @Param Form form = Form.FULL;

  private SamplePackument sample = SamplePackument.median();
  private byte[] document = {};
  private byte[] encodedIndex = {};
  private List<PackumentSource> sources = List.of();
  private List<DocumentReader> readers = List.of();

  @Setup
  public void index() throws IOException, MalformedPackumentException {
    sample = size.sample();
    document = sample.bytes();
    var index = ingest();
    encodedIndex = index.encode();
    sources = List.of(new PackumentSource.Document(index));
    readers = List.of((from, to, sink) -> sink.write(document, (int) from, (int) (to - from)));
  }

  @Benchmark
  public PackageIndex ingest() throws IOException, MalformedPackumentException {
    return PackumentIndexer.index(sample.name(), new ByteArrayInputStream(document), LIMITS);
  }

  @Benchmark
  public PackageIndex decodeIndex() {
    return PackageIndex.decode(encodedIndex);
  }

  @Benchmark
  public PackumentPlan plan() {
    return PackumentPlan.packument(sample.name(), sources, form, BASE);
  }

  @Benchmark
  public long renderIdentity() throws IOException {
    return render(OutputStream.nullOutputStream());
  }

  /** Of small bodies. */
  @Benchmark
  public long renderGzip6(Made made) throws IOException {
    return renderGzip(6, made);
  }

  /** Of large bodies. */
  @Benchmark
  public long renderGzip3(Made made) throws IOException {
    return renderGzip(3, made);
  }

  /** Of small bodies. */
  @Benchmark
  public long renderZstd6(Made made) throws IOException {
    return renderZstd(6, made);
  }

  /** Between the two. */
  @Benchmark
  public long renderZstd3(Made made) throws IOException {
    return renderZstd(3, made);
  }

  /** Of large bodies. */
  @Benchmark
  public long renderZstd1(Made made) throws IOException {
    return renderZstd(1, made);
  }

  private long renderGzip(int level, Made made) throws IOException {
    var counting = new Counting();
    try (var gzip = new Gzip(counting, level)) {
      render(gzip);
    }
    return made.body(counting);
  }

  private long renderZstd(int level, Made made) throws IOException {
    var counting = new Counting();
    try (var zstd = new ZstdOutputStreamNoFinalizer(counting, level)) {
      zstd.setWindowLog(20);
      render(zstd);
    }
    return made.body(counting);
  }

  private long render(OutputStream out) throws IOException {
    var plan = plan();
    plan.write(readers, out::write);
    return plan.length();
  }

  /** How large a body became. JMH shows the sum over the iterations: divide it by their count. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Made {
    public long bytes;

    private long body(Counting counting) {
      bytes = counting.bytes;
      return bytes;
    }
  }

  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
      bytes += length;
    }
  }

  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream target, int level) throws IOException {
      super(target, 64 * 1024);
      def.end();
      def = new Deflater(level, true);
    }

    @Override
    public void close() throws IOException {
      super.close();
      def.end();
    }
  }
}
