package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.buffer;
import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.Expected;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.Key;
import dev.weir.storage.Stages;
import dev.weir.storage.StorageException;
import dev.weir.storage.StorageFullException;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.storage.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
  private static final Table TABLE = new Table("colours");
  private static final long MIB = 1 << 20;

  @TempDir private Path folder;
  @RegisterExtension private final OpenStores opener = new OpenStores();
  private final ManualClock clock = new ManualClock();
  private final AtomicLong usable = new AtomicLong(200 * MIB);
  private Store cache;

  @BeforeEach
  void open() {
    var settings = new RocksSettings(32 * MIB, 100 * MIB, 1, 1, 100);
    var tables = Set.of(TABLE);
    cache = opener.open(new Opening(folder, settings, tables, tables, clock, usable::get)).cache();
  }

  @Test
  void withoutRoomNothingIsWrittenButEverythingIsRead() {
    var content = random(1, 1000);
    var id = write(cache.blobs(), content);
    var writer = Stages.await(cache.blobs().create(Set.of()));

    fill();

    assertThat(failure(cache.blobs().create(Set.of()))).isInstanceOf(StorageFullException.class);
    assertThat(failure(writer.write(buffer(content)))).isInstanceOf(StorageFullException.class);
    assertThat(failure(put())).isInstanceOf(StorageFullException.class);
    assertThat(read(cache.blobs(), id)).isEqualTo(content);
    assertThat(Stages.await(cache.records().get(TABLE, Key.of("a")))).isEmpty();
    writer.close();
  }

  @Test
  void withoutRoomThereIsStillDeleting() {
    var id = write(cache.blobs(), random(2, 1000));
    Stages.await(put());

    fill();

    assertThat(Stages.await(cache.blobs().delete(id))).isTrue();
    assertThat(Stages.await(cache.records().delete(TABLE, Key.of("a"), Expected.ANYTHING)))
        .isTrue();
  }

  @Test
  void troubleIsSaidInWordsAndPasses() {
    assertThat(cache.trouble()).isEmpty();

    fill();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(cache.trouble())
                    .contains(folder + " has 99 MiB free (expected: >= 100 MiB)"));

    usable.set(100 * MIB);
    clock.advance(Duration.ofSeconds(1));
    Awaitility.await().untilAsserted(() -> assertThat(cache.trouble()).isEmpty());
    write(cache.blobs(), random(3, 1000));
  }

  @Test
  void whoAsksForTroubleNeverWaitsForTheDisk() {
    var slowDisk = new CountDownLatch(1);
    var lookedAtBy = new CopyOnWriteArrayList<Thread>();
    var upkeep = Executors.newSingleThreadExecutor();
    var room =
        new DiskRoom(
            folder,
            100 * MIB,
            () -> {
              lookedAtBy.add(Thread.currentThread());
              if (lookedAtBy.size() > 1) {
                await(slowDisk);
              }
              return lookedAtBy.size() > 1 ? 0 : 200 * MIB;
            },
            clock,
            upkeep);
    clock.advance(Duration.ofSeconds(1));

    // The look behind hangs; asking again and again neither waits nor starts another.
    for (int i = 0; i < 100; i++) {
      assertThat(room.trouble()).isEmpty();
    }
    slowDisk.countDown();

    Awaitility.await().untilAsserted(() -> assertThat(room.trouble()).isPresent());
    assertThat(lookedAtBy).hasSize(2);
    assertThat(lookedAtBy.get(1)).isNotSameAs(Thread.currentThread());
    upkeep.shutdown();
  }

  @Test
  void diskIsNotLookedAtForEveryWrite() {
    Stages.await(put());
    usable.set(0);

    assertThat(Stages.await(put())).isPresent();
  }

  @Test
  void blobThatLostAWriteIsNotCommitted() {
    var content = random(4, 1000);
    try (var writer = Stages.await(cache.blobs().create(Set.of()))) {
      fill();
      assertThat(failure(writer.write(buffer(content)))).isInstanceOf(StorageFullException.class);
      usable.set(200 * MIB);
      clock.advance(Duration.ofSeconds(1));

      assertThat(failure(writer.write(buffer(content)))).hasMessageContaining("earlier write");
      assertThat(failure(writer.commit(ExpectedContent.ANY)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("earlier write");
    }
    assertThat(cache.blobs().usage().blobs()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fill() {
    usable.set(100 * MIB - 1);
    clock.advance(Duration.ofSeconds(1));
  }

  private CompletionStage<Optional<Version>> put() {
    return cache.records().put(TABLE, Key.of("a"), new byte[1], Expected.ANYTHING);
  }
}
