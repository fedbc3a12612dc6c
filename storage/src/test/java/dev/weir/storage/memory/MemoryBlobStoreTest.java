package dev.weir.storage.memory;

import dev.weir.storage.BlobStoreContract;
import dev.weir.storage.Store;

class MemoryBlobStoreTest extends BlobStoreContract {
  @Override
  protected Store open() {
    return new MemoryStore("memory");
  }
}
