package dev.weir.storage.rocksdb;

import dev.weir.storage.CorruptBlobException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * The chunks of all blobs. On disk each is its content and then a checksum of our own in 4 bytes:
 * CRC-32C over the chunk's key and content, so that a chunk in the wrong place is found too.
 */
final class ChunkTable {
  /** What a chunk takes beyond its content. */
  static final int CHECKSUM_BYTES = Integer.BYTES;

  private static final int DELETES_PER_BATCH = 1000;
  private static final ThreadLocal<ByteBuffer> KEY =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(ChunkKey.BYTES));

  private final ByteBufAllocator allocator;

  ChunkTable(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  static int checksum(long uid, int chunk, ByteBuffer content) {
    var crc = new CRC32C();
    crc.update(ChunkKey.encode(uid, chunk));
    crc.update(content);
    return (int) crc.getValue();
  }

  /** Stores one sealed chunk; durable with the next durable write. */
  void put(RocksEngine engine, long uid, int chunk, ByteBuffer sealed) throws RocksDBException {
    engine.putPlain(Families.CHUNKS, key(uid, chunk), sealed);
  }

  /** The same as part of {@code batch}. */
  void put(RocksEngine engine, WriteBatch batch, long uid, int chunk, ByteBuffer sealed)
      throws RocksDBException {
    batch.put(engine.family(Families.CHUNKS), key(uid, chunk), sealed);
  }

  /**
   * Reads up to {@code maxBytes} from {@code offset}, which must be before the end, and no further
   * than to the end of the chunk. The receiver releases the buffer.
   *
   * @throws CorruptBlobException if the chunk is not what was written
   */
  ByteBuf read(RocksEngine engine, BlobLayout blob, long offset, int maxBytes)
      throws RocksDBException {
    var chunk = blob.chunkAt(offset);
    var length = blob.lengthOf(chunk);
    var from = (int) (offset - blob.start(chunk));
    var content = load(engine, blob.uid(), chunk, length);
    return part(content, from, Math.min(maxBytes, length - from));
  }

  /** Deletes the first {@code chunks} chunks of a blob and the note that they are to be deleted. */
  void delete(RocksEngine engine, long uid, int chunks) throws RocksDBException {
    try (var batch = new WriteBatch()) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        batch.delete(engine.family(Families.CHUNKS), ChunkKey.encode(uid, chunk));
      }
      batch.delete(engine.family(Families.PENDING), ChunkKey.encode(uid));
      engine.writePlain(batch);
    }
  }

  /** Deletes whatever chunks a blob has, one by one: a deleted range would free no disk. */
  void sweep(RocksEngine engine, long uid) throws RocksDBException {
    try (var batch = new WriteBatch();
        var chunks = engine.iterate(Families.CHUNKS)) {
      for (chunks.seek(ChunkKey.encode(uid)); chunks.isValid(); chunks.next()) {
        if (ChunkKey.uid(chunks.key()) != uid) {
          break;
        }
        batch.delete(engine.family(Families.CHUNKS), chunks.key());
        if (batch.count() == DELETES_PER_BATCH) {
          engine.writePlain(batch);
          batch.clear();
        }
      }
      chunks.status();
      batch.delete(engine.family(Families.PENDING), ChunkKey.encode(uid));
      engine.writePlain(batch);
    }
  }

  private ByteBuf load(RocksEngine engine, long uid, int chunk, int length)
      throws RocksDBException {
    var buffer = allocator.directBuffer(length + CHECKSUM_BYTES);
    var sound = false;
    try {
      var value = buffer.nioBuffer(0, length + CHECKSUM_BYTES);
      var found = engine.get(Families.CHUNKS, key(uid, chunk), value);
      sound =
          found == length + CHECKSUM_BYTES
              && buffer.getInt(length) == checksum(uid, chunk, buffer.nioBuffer(0, length));
      if (!sound) {
        throw new CorruptBlobException(
            "chunk %d of blob %d: %s"
                .formatted(chunk, uid, found < 0 ? "missing" : "checksum or length differs"));
      }
      return buffer.writerIndex(length);
    } catch (RocksDBException e) {
      if (Faults.isCorruption(e)) {
        throw new CorruptBlobException(
            "chunk %d of blob %d: %s".formatted(chunk, uid, e.getMessage()), e);
      }
      throw e;
    } finally {
      if (!sound) {
        buffer.release();
      }
    }
  }

  /** Gives a small part a buffer of its own size; a large one may keep the whole chunk's. */
  private ByteBuf part(ByteBuf content, int from, int length) {
    if (length >= content.readableBytes() / 2) {
      return content.setIndex(from, from + length);
    }
    try {
      return allocator.directBuffer(length).writeBytes(content, from, length);
    } finally {
      content.release();
    }
  }

  /** RocksDB takes a direct value only with a direct key. Good until the thread's next call. */
  private static ByteBuffer key(long uid, int chunk) {
    return KEY.get().clear().putLong(uid).putInt(chunk).flip();
  }
}
