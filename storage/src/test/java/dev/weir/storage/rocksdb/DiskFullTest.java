package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.buffer;
import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static dev.weir.storage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.Expected;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.Key;
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
import java.util.concurrent.atomic.AtomicLong;
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
    var writer = await(cache.blobs().create(Set.of()));

    fill();

    assertThat(failure(cache.blobs().create(Set.of()))).isInstanceOf(StorageFullException.class);
    assertThat(failure(writer.write(buffer(content)))).isInstanceOf(StorageFullException.class);
    assertThat(failure(put())).isInstanceOf(StorageFullException.class);
    assertThat(read(cache.blobs(), id)).isEqualTo(content);
    assertThat(await(cache.records().get(TABLE, Key.of("a")))).isEmpty();
    writer.close();
  }

  @Test
  void withoutRoomThereIsStillDeleting() {
    var id = write(cache.blobs(), random(2, 1000));
    await(put());

    fill();

    assertThat(await(cache.blobs().delete(id))).isTrue();
    assertThat(await(cache.records().delete(TABLE, Key.of("a"), Expected.ANYTHING))).isTrue();
  }

  @Test
  void troubleIsSaidInWordsAndPasses() {
    assertThat(cache.trouble()).isEmpty();

    fill();
    assertThat(cache.trouble().orElseThrow())
        .isEqualTo(folder + " has 99 MiB free (expected: >= 100 MiB)");

    usable.set(100 * MIB);
    clock.advance(Duration.ofSeconds(1));
    assertThat(cache.trouble()).isEmpty();
    write(cache.blobs(), random(3, 1000));
  }

  @Test
  void diskIsNotLookedAtForEveryWrite() {
    await(put());
    usable.set(0);

    assertThat(await(put())).isPresent();
  }

  @Test
  void blobThatLostAWriteIsNotCommitted() {
    var content = random(4, 1000);
    try (var writer = await(cache.blobs().create(Set.of()))) {
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

  private void fill() {
    usable.set(100 * MIB - 1);
    clock.advance(Duration.ofSeconds(1));
  }

  private CompletionStage<Optional<Version>> put() {
    return cache.records().put(TABLE, Key.of("a"), new byte[1], Expected.ANYTHING);
  }
}
