package dev.weir.storage.rocksdb;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** What may befall files behind a store's back. */
final class Folders {
  private Folders() {}

  static void delete(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  /** Deletes what RocksDB may have made in the place of a folder that was moved away. */
  static void deleteIfExists(Path root) throws IOException {
    if (Files.exists(root)) {
      delete(root);
    }
  }

  /** Turns one byte in the middle of each blob file over. Answers how many files there were. */
  static int flipBlobFiles(Path store) throws IOException {
    try (var all = Files.list(store)) {
      var files = all.filter(file -> file.toString().endsWith(".blob")).toList();
      for (var file : files) {
        flip(file);
      }
      return files.size();
    }
  }

  private static void flip(Path path) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      var middle = file.length() / 2;
      file.seek(middle);
      var old = file.read();
      file.seek(middle);
      file.write(old ^ 0xff);
    }
  }
}
