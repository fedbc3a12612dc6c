package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What is known of a visible blob: its uid, its length, when it was committed (to the millisecond)
 * and into chunks of which size it is cut; on disk 28 bytes, most significant first.
 */
record BlobRow(long uid, long length, long committedAtMillis, int chunkBytes) {
  private static final int BYTES = 3 * Long.BYTES + Integer.BYTES;

  byte[] encode() {
    return ByteBuffer.allocate(BYTES)
        .putLong(uid)
        .putLong(length)
        .putLong(committedAtMillis)
        .putInt(chunkBytes)
        .array();
  }

  static BlobRow decode(byte[] row) {
    var in = ByteBuffer.wrap(row);
    return new BlobRow(in.getLong(), in.getLong(), in.getLong(), in.getInt());
  }

  BlobLayout layout() {
    return new BlobLayout(uid, length, chunkBytes);
  }

  BlobPage.Entry entry(BlobId id) {
    return new BlobPage.Entry(id, length, Instant.ofEpochMilli(committedAtMillis));
  }
}
