package dev.weir.benchmarks;

import dev.weir.storage.BlobReader;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading a stored tarball of 32 MiB, chunk by chunk, from the blob files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup before anything else
public class ChunkReadBenchmark {
  private static final int CHUNK = 256 << 10;
  private static final int CHUNKS = 128;

  private Path folder;
  private RocksStores stores;
  private BlobReader reader;
  private long offset;

  @Setup
  public void store() throws IOException {
    folder = Files.createTempDirectory("weir-bench");
    stores =
        RocksStores.open(folder, new RocksSettings(64L << 20, 0, 2, 2, 1000), Set.of(), Set.of());
    var random = new Random(7);
    var blobs = stores.cache().blobs();
    try (var writer = blobs.create(Set.of()).toCompletableFuture().join()) {
      for (int i = 0; i < CHUNKS; i++) {
        var bytes = new byte[CHUNK];
        random.nextBytes(bytes);
        writer.write(Unpooled.wrappedBuffer(bytes)).toCompletableFuture().join();
      }
      var id = writer.commit(ExpectedContent.ANY).toCompletableFuture().join();
      reader = blobs.open(id).toCompletableFuture().join().orElseThrow();
    }
  }

  @TearDown
  public void delete() throws IOException {
    reader.close();
    stores.closeAsync().toCompletableFuture().join();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Benchmark
  public int chunk() {
    var bytes = reader.read(offset, CHUNK).toCompletableFuture().join();
    int length = bytes.readableBytes();
    bytes.release();
    offset = (offset + CHUNK) % ((long) CHUNK * CHUNKS);
    return length;
  }
}
