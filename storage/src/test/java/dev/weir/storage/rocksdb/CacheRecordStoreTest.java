package dev.weir.storage.rocksdb;

import dev.weir.storage.RecordStoreContract;
import dev.weir.storage.Store;
import dev.weir.storage.Table;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CacheRecordStoreTest extends RecordStoreContract {
  @TempDir private Path folder;
  @RegisterExtension private final OneStore opener = new OneStore();

  @Override
  protected Store open(Table... tables) throws IOException {
    return opener.open(StoreKind.CACHE, folder, tables);
  }
}
