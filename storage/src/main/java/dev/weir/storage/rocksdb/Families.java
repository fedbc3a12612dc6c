package dev.weir.storage.rocksdb;

import dev.weir.storage.Table;

/** The names of the column families. */
final class Families {
  /** {@code sequence} → the first number not yet reserved. RocksDB wants a family of this name. */
  static final String META = "default";

  /** SHA-512 → {@link BlobRow}. */
  static final String BLOBS = "blobs";

  /** {@link ChunkKey} → content and checksum. */
  static final String CHUNKS = "chunks";

  /** uid → nothing: its chunks are to be deleted at the next opening. */
  static final String PENDING = "pending";

  private static final String RECORDS = "records.";

  private Families() {}

  /** {@link RecordKey} → {@link RecordRow}. */
  static String of(Table table) {
    return RECORDS + table.name();
  }

  static boolean known(String name) {
    return name.equals(META)
        || name.equals(BLOBS)
        || name.equals(CHUNKS)
        || name.equals(PENDING)
        || name.startsWith(RECORDS);
  }
}
