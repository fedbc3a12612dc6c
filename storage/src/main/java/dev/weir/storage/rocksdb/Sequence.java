package dev.weir.storage.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.rocksdb.RocksDBException;

/**
 * Gives growing numbers, none of them twice, not even after a crash: the uids of blobs and the
 * versions of records. A block of numbers is reserved on disk before the first of it is given.
 * Thread-safe.
 */
final class Sequence {
  static final byte[] KEY = "sequence".getBytes(US_ASCII);
  private static final long BLOCK = 1 << 20;

  private long next = 1;
  private long reserved = 1;

  /** The next number; once in a block this writes to the engine. */
  synchronized long next(RocksEngine engine) throws RocksDBException {
    if (next >= reserved) {
      engine.put(Families.META, KEY, encode(next + BLOCK));
      reserved = next + BLOCK;
    }
    return next++;
  }

  /** Goes on behind everything that any earlier process, or this one, has given. */
  synchronized void resume(RocksEngine engine) throws RocksDBException {
    var stored = engine.get(Families.META, KEY);
    next = Math.max(next, stored == null ? 1 : ByteBuffer.wrap(stored).getLong());
    reserved = next;
  }

  static byte[] encode(long reserved) {
    return ByteBuffer.allocate(Long.BYTES).putLong(reserved).array();
  }
}
