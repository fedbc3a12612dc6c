package dev.weir.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a file says, read again when it has changed. A file that cannot be used any more leaves the
 * old value, since whoever changes it may not be done.
 *
 * <p>One thread at a time refreshes; any may ask for the value.
 */
final class FileValue<T> {
  private static final Logger LOG = LoggerFactory.getLogger(FileValue.class);

  /** Turns a file's bytes into a value. */
  interface Reader<T> {
    /**
     * The value that stands in a file.
     *
     * @throws IllegalArgumentException saying what was expected; never what the file says
     */
    T read(byte[] bytes);
  }

  /** By which a change is noticed without reading. */
  private record Stamp(long modified, long size, String identity) {}

  private final String key;
  private final Path file;
  private final Reader<T> reader;
  private Optional<Stamp> stamp;

  /** Whether the file could not be read: then it is tried again though it looks the same. */
  private boolean unread;

  private volatile T value;

  /**
   * @param key the configuration key that names the file
   * @throws StartException if the file cannot be used
   */
  FileValue(String key, Path file, Reader<T> reader) {
    this.key = key;
    this.file = file;
    this.reader = reader;
    this.stamp = stamp();
    this.value = first();
  }

  private T first() {
    try {
      return reader.read(Files.readAllBytes(file));
    } catch (IOException | IllegalArgumentException e) {
      throw new StartException("%s: %s (expected: %s)".formatted(key, file, expected(e)), e);
    }
  }

  private static String expected(Exception failure) {
    return failure instanceof IOException
        ? "a file that can be read"
        : String.valueOf(failure.getMessage());
  }

  T value() {
    return value;
  }

  /** Reads the file if it has changed; whether there is another value now. Blocks. */
  boolean refresh() {
    var now = stamp();
    boolean same = now.equals(stamp);
    if (same && !unread) {
      return false;
    }
    stamp = now;
    var next = next(same);
    boolean changed = next != null && !next.equals(value);
    if (next != null && changed) {
      value = next;
      LOG.info("{}: {} has changed and is used from now on", key, file);
    }
    return changed;
  }

  /**
   * @param told whether its fault was warned of before
   */
  private @Nullable T next(boolean told) {
    unread = false;
    try {
      return reader.read(Files.readAllBytes(file));
    } catch (IOException | RuntimeException e) {
      unread = e instanceof IOException;
      if (!told) {
        LOG.warn(
            "{}: {} cannot be used any more (expected: {}); what it said before stays in use",
            key,
            file,
            expected(e));
      }
      return null;
    }
  }

  /** Empty if the file is not there. Links are followed: a secret is often mounted as one. */
  private Optional<Stamp> stamp() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(
          new Stamp(
              attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS),
              attributes.size(),
              String.valueOf(attributes.fileKey())));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }
}
