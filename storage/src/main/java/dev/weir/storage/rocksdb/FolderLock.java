package dev.weir.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.storage.StoreLockedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a data folder for one opening: against other processes and within this one. */
final class FolderLock implements AutoCloseable {
  /**
   * The folders that this process holds. To be asked before the file is touched: closing any
   * channel of a file drops every POSIX lock that the process has on it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel file;

  private FolderLock(Path folder, FileChannel file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes the lock at once or not at all.
   *
   * @throws StoreLockedException naming the folder and, where known, the process that has it
   */
  static FolderLock take(Path folder) throws IOException {
    var real = folder.toRealPath();
    if (!HELD.add(real)) {
      throw new StoreLockedException(folder + " is open already in this process");
    }
    try {
      return new FolderLock(real, lock(real.resolve("LOCK"), folder));
    } catch (IOException | RuntimeException e) {
      HELD.remove(real);
      throw e;
    }
  }

  private static FileChannel lock(Path path, Path folder) throws IOException {
    var file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() == null) {
        throw new StoreLockedException(
            "%s is in use by another process%s".formatted(folder, owner(file)));
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap("pid %d\n".formatted(ProcessHandle.current().pid()).getBytes(UTF_8)));
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static String owner(FileChannel file) throws IOException {
    var text = ByteBuffer.allocate(32);
    file.read(text, 0);
    var owner = UTF_8.decode(text.flip()).toString().strip();
    return owner.isEmpty() ? "" : " (" + owner + ")";
  }

  /** Lets go of the folder. Idempotent. */
  @Override
  public void close() {
    if (!file.isOpen()) {
      return;
    }
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD.remove(folder);
    }
  }
}
