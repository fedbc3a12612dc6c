package dev.weir.storage.rocksdb;

import java.nio.ByteBuffer;

/**
 * A chunk's key on disk: the blob's uid in 8 bytes and the chunk's number in 4, most significant
 * first, so that chunks lie in the order of writing. The uid alone, in 8 bytes, is the key of a
 * pending blob.
 */
final class ChunkKey {
  static final int BYTES = Long.BYTES + Integer.BYTES;

  private ChunkKey() {}

  static byte[] encode(long uid, int chunk) {
    return ByteBuffer.allocate(BYTES).putLong(uid).putInt(chunk).array();
  }

  static byte[] encode(long uid) {
    return ByteBuffer.allocate(Long.BYTES).putLong(uid).array();
  }

  static long uid(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }
}
