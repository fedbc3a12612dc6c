package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.BlobId;
import dev.weir.storage.Content;
import dev.weir.storage.Key;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import dev.weir.testing.DataV1;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in the first format opens, whole: every later version must pass this as it is. */
class DataV1Test {
  private static final Set<Table> LEDGER =
      Set.of(new Table("catalog"), new Table("packages"), new Table("versions"));
  private static final Set<Table> CACHE = Set.of(new Table("documents"), new Table("assets"));

  @TempDir private Path folder;

  @Test
  void everyBlobAndRecordIsReadable() throws IOException {
    DataV1.unpackInto(folder);

    var stores = RocksStores.open(folder, OpenStores.SMALL, LEDGER, CACHE);
    try {
      LEDGER.forEach(table -> assertThat(records(stores.ledger(), table)).isPositive());
      CACHE.forEach(table -> assertThat(records(stores.cache(), table)).isPositive());
      var blobs = await(stores.cache().blobs().list(Optional.empty(), 1000)).entries();
      // Two documents and two tarballs.
      assertThat(blobs).hasSize(4);
      blobs.forEach(blob -> assertReadable(stores.cache(), blob.id()));
    } finally {
      await(stores.closeAsync());
    }
  }

  private static int records(Store store, Table table) {
    return await(store.records().scan(table, Key.of(), Optional.empty(), 1000)).entries().size();
  }

  private static void assertReadable(Store store, BlobId id) {
    try (var reader = await(store.blobs().open(id)).orElseThrow()) {
      assertThat(Content.id(Content.read(reader))).isEqualTo(id);
    }
  }
}
