package dev.weir.storage.rocksdb;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks by key, shared by keys that hash alike: for reading one row and writing it in dependence.
 * To be taken inside {@link RocksDoor}, one at a time.
 */
final class Stripes {
  private final ReentrantLock[] locks = new ReentrantLock[64];

  Stripes() {
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  ReentrantLock of(Object key) {
    var hash = key.hashCode();
    return locks[(hash ^ (hash >>> 16)) & (locks.length - 1)];
  }
}
