package dev.weir.storage.rocksdb;

/** Where a blob's bytes lie: chunks of one size, the last one as long as what remains. */
record BlobLayout(long uid, long length, int chunkBytes) {
  /** The size of chunks written now. */
  static final int CHUNK_BYTES = 256 * 1024;

  static BlobLayout of(long uid, long length) {
    return new BlobLayout(uid, length, CHUNK_BYTES);
  }

  /** How many chunks there are; an empty blob has none. */
  int chunks() {
    return Math.toIntExact((length + chunkBytes - 1) / chunkBytes);
  }

  /** The number of the chunk that holds {@code offset}. */
  int chunkAt(long offset) {
    return Math.toIntExact(offset / chunkBytes);
  }

  /** How many bytes the chunk of this number holds. */
  int lengthOf(int chunk) {
    return (int) Math.min(chunkBytes, length - start(chunk));
  }

  /** The offset of the chunk's first byte. */
  long start(int chunk) {
    return (long) chunk * chunkBytes;
  }
}
