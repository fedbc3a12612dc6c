package dev.weir.storage.rocksdb;

import static dev.weir.storage.Content.random;
import static dev.weir.storage.Content.read;
import static dev.weir.storage.Content.write;
import static dev.weir.storage.Stages.await;
import static dev.weir.storage.Stages.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.StorageException;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * RocksDB's background work fails because the store's folder is gone for a while; it then refuses
 * all writes, and would for ever.
 */
class ReopeningTest {
  private static final Table TABLE = new Table("colours");

  @TempDir private Path folder;
  @RegisterExtension private final OpenStores opener = new OpenStores();

  @Test
  void storeOpensAgainAfterAFaultAndHasEverything() throws IOException {
    var clock = new ManualClock();
    var stores = opener.open(folder, clock, Long.MAX_VALUE, TABLE);
    var content = random(1, 600_000);
    for (var store : List.of(stores.ledger(), stores.cache())) {
      var id = write(store.blobs(), content);
      var reader = await(store.blobs().open(id)).orElseThrow();
      var version = put(store);
      var gone = folder.resolve(store.name() + ".gone");

      Files.move(folder.resolve(store.name()), gone);
      assertThat(failure(store.blobs().reclaim())).isInstanceOf(StorageException.class);
      // The first reopening fails too; there is no second one before some time has passed.
      await().until(() -> store.trouble().orElseThrow().contains("does not open"));
      assertThat(failure(store.blobs().open(id))).hasMessageContaining(store.name() + " is down");
      Folders.deleteIfExists(folder.resolve(store.name()));
      Files.move(gone, folder.resolve(store.name()));

      clock.advance(Duration.ofSeconds(3));
      await().until(() -> canPut(store));
      assertThat(store.trouble()).isEmpty();
      assertThat(store.statistics().get("reopenings")).isEqualTo(1);
      assertThat(read(reader)).isEqualTo(content);
      assertThat(read(store.blobs(), id)).isEqualTo(content);
      assertThat(store.blobs().usage().blobs()).isEqualTo(1);
      assertThat(store.blobs().usage().liveBytes()).isEqualTo(content.length);
      assertThat(put(store)).isGreaterThan(version);
      reader.close();
    }
  }

  private static boolean canPut(Store store) {
    try {
      return put(store) > 0;
    } catch (CompletionException e) {
      assertThat(e).hasCauseInstanceOf(StorageException.class);
      return false;
    }
  }

  private static long put(Store store) {
    var put = store.records().put(TABLE, Key.of("a"), new byte[1], Expected.ANYTHING);
    return await(put).orElseThrow().value();
  }
}
