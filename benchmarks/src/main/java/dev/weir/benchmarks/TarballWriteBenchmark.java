package dev.weir.benchmarks;

import dev.weir.storage.BlobId;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Storing a tarball, hashed and committed, in chunks of at most 256 KiB; and deleting it again, so
 * that the disk does not fill. No two are alike.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls @Setup before anything else
public class TarballWriteBenchmark {
  private static final int CHUNK = 256 << 10;

  /** In bytes: as small as most, and a large one. */
  @Param({"12288", "4194304"})
  int size;

  private Path folder;
  private RocksStores stores;
  private byte[] content;
  private long number;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("weir-bench");
    stores =
        RocksStores.open(folder, new RocksSettings(64L << 20, 0, 2, 2, 1000), Set.of(), Set.of());
    content = new byte[size];
    new Random(7).nextBytes(content);
  }

  @TearDown
  public void delete() throws IOException {
    now(stores.closeAsync());
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Benchmark
  public boolean store() {
    ByteBuffer.wrap(content).putLong(number++);
    var blobs = stores.cache().blobs();
    BlobId id;
    try (var writer = now(blobs.create(Set.of()))) {
      for (int from = 0; from < size; from += CHUNK) {
        int length = Math.min(CHUNK, size - from);
        now(writer.write(Unpooled.wrappedBuffer(content, from, length)));
      }
      id = now(writer.commit(ExpectedContent.ANY));
    }
    return now(blobs.delete(id));
  }

  private static <T> T now(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
