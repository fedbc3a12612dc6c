package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.id;
import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.StorageException;
import dev.weir.storage.Store;
import dev.weir.storage.StoreFormatException;
import dev.weir.storage.StoreLockedException;
import dev.weir.storage.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RocksStoresTest {
  private static final Table TABLE = new Table("colours");

  @TempDir private Path folder;
  @RegisterExtension private final OpenStores opener = new OpenStores();
  private final ManualClock clock = new ManualClock();

  @Test
  void everythingIsThereAfterReopening() {
    var content = random(1, 600_000);
    var stores = open();
    for (var store : List.of(stores.ledger(), stores.cache())) {
      write(store.blobs(), content);
      write(store.blobs(), new byte[0]);
      put(store, "a");
    }
    await(stores.closeAsync());

    stores = open();

    for (var store : List.of(stores.ledger(), stores.cache())) {
      assertThat(read(store.blobs(), id(content))).isEqualTo(content);
      assertThat(read(store.blobs(), id(new byte[0]))).isEmpty();
      assertThat(store.blobs().usage().blobs()).isEqualTo(2);
      assertThat(store.blobs().usage().liveBytes()).isEqualTo(content.length);
      assertThat(store.blobs().usage().diskBytes()).isGreaterThan(content.length);
      assertThat(await(store.records().get(TABLE, Key.of("a")))).isPresent();
      var listed = await(store.blobs().list(Optional.empty(), 10)).entries();
      assertThat(listed).allSatisfy(e -> assertThat(e.committedAt()).isEqualTo(clock.instant()));
    }
  }

  @Test
  void storesKeepTheirThingsApart() {
    var stores = open();
    write(stores.ledger().blobs(), random(2, 10));
    put(stores.cache(), "a");

    assertThat(stores.cache().blobs().usage().blobs()).isZero();
    assertThat(await(stores.ledger().records().get(TABLE, Key.of("a")))).isEmpty();
    assertThat(stores.ledger().name()).isEqualTo("ledger");
    assertThat(stores.cache().name()).isEqualTo("cache");
  }

  @Test
  void versionIsNotUsedAgainAfterReopening() {
    var stores = open();
    var before = put(stores.ledger(), "a");
    await(stores.ledger().records().delete(TABLE, Key.of("a"), Expected.ANYTHING));
    await(stores.closeAsync());

    var after = put(open().ledger(), "a");

    assertThat(after).isGreaterThan(before);
  }

  @Test
  void tableThatIsNoLongerDeclaredKeepsItsRecords() {
    var stores = open();
    put(stores.ledger(), "a");
    await(stores.closeAsync());
    await(opener.open(folder, new Table("other")).closeAsync());

    assertThat(await(open().ledger().records().get(TABLE, Key.of("a")))).isPresent();
  }

  @Test
  void folderIsLockedWithinTheProcess() {
    var stores = open();

    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining(folder.toString());
    }

    put(stores.ledger(), "still open");
    await(stores.closeAsync());
    open();
  }

  @Test
  void closingTwiceIsClosingOnce() {
    var stores = open();

    await(stores.closeAsync());
    await(stores.closeAsync());
  }

  @Test
  void otherFormatIsNotOpened() throws IOException {
    await(open().closeAsync());
    Files.writeString(folder.resolve("FORMAT"), "weir-storage 2\n");

    assertThatThrownBy(this::open)
        .isInstanceOf(StoreFormatException.class)
        .hasMessageContaining("'weir-storage 2' (expected: 'weir-storage 1')");

    Files.writeString(folder.resolve("FORMAT"), "weir-storage 1\n");
    open();
  }

  @Test
  void cacheThatDoesNotOpenIsMovedAsideAndBegunAnew() throws IOException {
    var stores = open();
    write(stores.cache().blobs(), random(3, 10));
    var kept = write(stores.ledger().blobs(), random(4, 10));
    await(stores.closeAsync());

    for (int times = 0; times < 2; times++) {
      spoil(folder.resolve("cache"));
      clock.advance(Duration.ofHours(1));

      stores = open();

      assertThat(stores.cache().blobs().usage().blobs()).isZero();
      write(stores.cache().blobs(), random(3, 10));
      assertThat(read(stores.ledger().blobs(), kept)).isEqualTo(random(4, 10));
      await(stores.closeAsync());
    }

    try (var all = Files.list(folder)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "FORMAT", "LOCK", "ledger", "cache", "cache.broken-20260102T050405Z");
    }
  }

  @Test
  void deletedCacheIsBegunAnew() throws IOException {
    await(open().closeAsync());
    Folders.delete(folder.resolve("cache"));

    put(open().cache(), "a");
  }

  @Test
  void ledgerThatDoesNotOpenStopsTheOpening() throws IOException {
    await(open().closeAsync());
    spoil(folder.resolve("ledger"));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(folder.resolve("ledger").toString());
    assertThatThrownBy(this::open)
        .isNotInstanceOf(StoreLockedException.class)
        .isInstanceOf(StorageException.class);
  }

  @Test
  void lostLedgerDoesNotPassForANewOne() throws IOException {
    await(open().closeAsync());
    Folders.delete(folder.resolve("ledger"));

    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(folder.resolve("ledger").toString());
  }

  @Test
  void figuresHaveFixedNames() {
    var stores = open();

    assertThat(stores.cache().statistics())
        .containsOnlyKeys(
            "background-errors",
            "blob-files",
            "blob-garbage-bytes",
            "block-cache-bytes",
            "live-blob-file-bytes",
            "log-syncs",
            "memtable-bytes",
            "pending-compaction-bytes",
            "reopenings",
            "running-compactions",
            "running-flushes",
            "sst-bytes",
            "total-blob-file-bytes");
    assertThat(stores.cache().statistics().get("block-cache-bytes")).isPositive();
    await(stores.closeAsync());
    assertThat(stores.cache().statistics()).isEmpty();
  }

  private RocksStores open() {
    return opener.open(folder, clock, Long.MAX_VALUE, TABLE);
  }

  private static long put(Store store, String key) {
    var put = store.records().put(TABLE, Key.of(key), new byte[1], Expected.ANYTHING);
    return await(put).orElseThrow().value();
  }

  private static void spoil(Path store) throws IOException {
    try (var files = Files.list(store)) {
      for (var file : files.toList()) {
        if (file.getFileName().toString().matches("CURRENT|MANIFEST-.*")) {
          Files.writeString(file, "no such thing");
        }
      }
    }
  }
}
