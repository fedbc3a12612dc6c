package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.buffer;
import static dev.weir.storage.Content.bytes;
import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static dev.weir.storage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.StorageOverloadedException;
import dev.weir.storage.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One thread, before which two calls may wait: the third is refused at once. */
class BackPressureTest {
  @TempDir private Path folder;
  @RegisterExtension private final OneStore opener = new OneStore();
  private final CountDownLatch free = new CountDownLatch(1);
  private Store cache;

  @BeforeEach
  void open() throws IOException {
    var settings = new RocksSettings(32 << 20, 0, 1, 1, 2);
    cache = opener.open(StoreKind.CACHE, folder, settings, Set.of());
  }

  @Test
  void readThatWouldWaitTooLongIsRefused() {
    var reader = await(cache.blobs().open(write(cache.blobs(), random(1, 1000)))).orElseThrow();
    occupy(opener.threads().reads());

    var first = reader.read(0, 10);
    var second = reader.read(0, 10);
    var third = reader.read(0, 10);

    assertThat(failure(third)).isInstanceOf(StorageOverloadedException.class);
    free.countDown();
    assertThat(bytes(first)).hasSize(10);
    assertThat(bytes(second)).hasSize(10);
    assertThat(bytes(reader.read(0, 10))).hasSize(10);
    reader.close();
  }

  @Test
  void writeThatWouldWaitTooLongIsRefusedAndItsChunkReleased() {
    var writer = await(cache.blobs().create(Set.of()));
    var other = await(cache.blobs().create(Set.of()));
    occupy(opener.threads().writes());

    var first = other.write(buffer(random(2, 10)));
    var second = cache.blobs().create(Set.of());
    var third = writer.write(buffer(random(2, 10)));

    assertThat(failure(third)).isInstanceOf(StorageOverloadedException.class);
    writer.close();
    free.countDown();
    await(first);
    await(second).close();
    other.close();
  }

  @Test
  void writesDoNotWaitForReads() {
    occupy(opener.threads().reads());

    write(cache.blobs(), random(3, 1000));

    assertThat(cache.blobs().usage().blobs()).isEqualTo(1);
    free.countDown();
  }

  /** Keeps the pool's only thread busy until {@link #free}. */
  private void occupy(BoundedPool pool) {
    var begun = new CountDownLatch(1);
    pool.execute(
        () -> {
          begun.countDown();
          pass(free);
        });
    pass(begun);
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
