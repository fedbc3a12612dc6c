package dev.weir.cli.prewarm;

import dev.weir.cli.Failure;
import dev.weir.cli.lockfile.LockedPackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * A file that says which tarballs a run has seen to, so that the next run can go on from there. A
 * line is written as soon as its tarball is there; a run may be killed at any time.
 *
 * <pre>
 * weir-prewarm 1 http://127.0.0.1:9347/npm/local/dev/
 * lodash@4.17.21 sha512-…
 * </pre>
 *
 * Thread-safe. Whoever has it open has it alone.
 */
final class DoneList implements AutoCloseable {
  private static final String MAGIC = "weir-prewarm 1 ";
  private static final int LARGEST = 64 << 20;

  private final Path file;
  private final FileChannel channel;
  private final Set<String> done;

  private DoneList(Path file, FileChannel channel, Set<String> done) {
    this.file = file;
    this.channel = channel;
    this.done = done;
  }

  /**
   * Opens the file, which is made if there is none. What it says of another repository does not
   * count, and is dropped.
   */
  static DoneList open(Path file, String base) {
    try {
      var folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      var channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return read(file, channel, base);
    } catch (IOException refused) {
      throw Failure.usage("%s: cannot be used: %s".formatted(file, refused));
    }
  }

  private static DoneList read(Path file, FileChannel channel, String base) throws IOException {
    try {
      lock(file, channel);
      var heading = MAGIC + base;
      var text = text(file, channel);
      var lines = text.lines().toList();
      if (lines.isEmpty() || !lines.get(0).equals(heading)) {
        channel.truncate(0);
        append(channel, heading + "\n");
        return new DoneList(file, channel, new HashSet<>());
      }
      // A line that was not written to its end is written again.
      channel.truncate(text.getBytes(StandardCharsets.UTF_8).length);
      channel.position(channel.size());
      return new DoneList(file, channel, new HashSet<>(lines.subList(1, lines.size())));
    } catch (IOException | Failure refused) {
      channel.close();
      throw refused;
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException held) {
      // Another run in this process.
    }
    throw Failure.usage("%s: in use by another weir prewarm".formatted(file));
  }

  /** All lines that have an end. */
  private static String text(Path file, FileChannel channel) throws IOException {
    if (channel.size() > LARGEST) {
      throw noList(file);
    }
    var bytes = ByteBuffer.allocate((int) channel.size());
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // Until all of it is read.
    }
    var text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    // Somebody else's file must not be overwritten, whatever --state says.
    if (!text.startsWith(MAGIC) && !MAGIC.startsWith(text)) {
      throw noList(file);
    }
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  private static Failure noList(Path file) {
    return Failure.usage("%s: not written by weir prewarm (expected: its state)".formatted(file));
  }

  Path file() {
    return file;
  }

  boolean has(LockedPackage one) {
    return done.contains(line(one));
  }

  synchronized void add(LockedPackage one) {
    try {
      append(channel, line(one) + "\n");
    } catch (IOException full) {
      throw Failure.usage("%s: cannot be written: %s".formatted(file, full.getMessage()));
    }
  }

  private static void append(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** The same version with another integrity is another tarball. */
  private static String line(LockedPackage one) {
    return one.integrity().map(integrity -> one + " " + integrity).orElse(one.toString());
  }

  /** Nothing is left to do: there is nothing to remember. */
  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw Failure.usage("%s: cannot be deleted: %s".formatted(file, refused.getMessage()));
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // What was written is written.
    }
  }
}
