package dev.weir.storage.rocksdb;

/** How many visible blobs there are, and their length together. Thread-safe. */
final class BlobCount {
  private long blobs;
  private long bytes;

  synchronized void add(long length) {
    blobs++;
    bytes += length;
  }

  synchronized void remove(long length) {
    blobs--;
    bytes -= length;
  }

  synchronized void set(long blobs, long bytes) {
    this.blobs = blobs;
    this.bytes = bytes;
  }

  synchronized long blobs() {
    return blobs;
  }

  synchronized long bytes() {
    return bytes;
  }
}
