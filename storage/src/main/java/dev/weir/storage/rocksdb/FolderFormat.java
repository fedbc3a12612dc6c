package dev.weir.storage.rocksdb;

import dev.weir.storage.StoreFormatException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code FORMAT}, one line, {@code weir-storage 1}. It is written when both stores have
 * been created, so a folder without it holds nothing that was ever acknowledged.
 */
final class FolderFormat {
  static final String CURRENT = "weir-storage 1";

  private final Path folder;

  FolderFormat(Path folder) {
    this.folder = folder;
  }

  /**
   * Whether the folder has been created whole.
   *
   * @throws StoreFormatException if it was, in another format
   */
  boolean check() throws IOException {
    var file = folder.resolve("FORMAT");
    if (!Files.exists(file)) {
      return false;
    }
    var found = Files.readString(file).strip();
    if (!found.equals(CURRENT)) {
      throw new StoreFormatException("%s: '%s' (expected: '%s')".formatted(file, found, CURRENT));
    }
    return true;
  }

  void write() throws IOException {
    var unfinished = folder.resolve("FORMAT.unfinished");
    Files.writeString(unfinished, CURRENT + "\n");
    sync(unfinished);
    Files.move(unfinished, folder.resolve("FORMAT"), StandardCopyOption.ATOMIC_MOVE);
    sync(folder);
  }

  private static void sync(Path path) throws IOException {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
