package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobStoreContract;
import dev.weir.storage.Store;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class CacheBlobStoreTest extends BlobStoreContract {
  @TempDir private Path folder;
  @RegisterExtension private final OneStore opener = new OneStore();

  @Override
  protected Store open() throws IOException {
    return opener.open(StoreKind.CACHE, folder);
  }
}
