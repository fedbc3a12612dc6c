package dev.weir.storage.memory;

import dev.weir.storage.RecordStoreContract;
import dev.weir.storage.Store;
import dev.weir.storage.Table;

class MemoryRecordStoreTest extends RecordStoreContract {
  @Override
  protected Store open(Table... tables) {
    return new MemoryStore("memory", tables);
  }
}
