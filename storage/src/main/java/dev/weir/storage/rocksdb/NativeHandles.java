package dev.weir.storage.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/**
 * Native objects in the order they were made; frees them in the reverse order, since each may use
 * those before it. Not thread-safe.
 */
final class NativeHandles implements AutoCloseable {
  private final Deque<AbstractNativeReference> made = new ArrayDeque<>();

  <T extends AbstractNativeReference> T own(T handle) {
    made.push(handle);
    return handle;
  }

  /** Frees everything. Idempotent. */
  @Override
  public void close() {
    while (!made.isEmpty()) {
      made.pop().close();
    }
  }
}
