package dev.weir.storage.rocksdb;

import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that both engines share: one block cache, to which their write buffers are charged.
 */
final class SharedMemory implements AutoCloseable {
  private final NativeHandles handles = new NativeHandles();
  private final LRUCache cache;
  private final WriteBufferManager writeBuffers;
  private final long bytes;

  SharedMemory(long bytes) {
    this.bytes = bytes;
    this.cache = handles.own(new LRUCache(bytes));
    this.writeBuffers = handles.own(new WriteBufferManager(bytes / 2, cache));
  }

  LRUCache cache() {
    return cache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    handles.close();
  }
}
