package dev.weir.cli.codeartifact;

import dev.weir.cli.Failure;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * A file that is whole or as it was: it is written beside its place and then moved there. A pipe or
 * a device is written to as it is. A symbolic link stays one, and what it leads to is replaced.
 */
final class OutputFile {
  private static final int LINKS = 40;

  private final Path place;
  private final Path real;
  private final Path folder;

  OutputFile(Path place) {
    this.place = place.toAbsolutePath();
    this.real = behindLinks();
    Path parent = real.getParent();
    if (parent == null || !Files.isDirectory(parent) || Files.isDirectory(real)) {
      throw wrong("expected: a file in a folder that is there");
    }
    this.folder = parent;
  }

  /**
   * Writes all of {@code body}. Fails with what reading fails with, or with a {@link Failure}.
   *
   * @param length what the body must have: the JDK's client takes a connection that broke off for
   *     the body's end
   */
  void write(InputStream body, OptionalLong length) throws IOException {
    if (Files.exists(real) && !Files.isRegularFile(real)) {
      copy(body, real, length);
      return;
    }
    Path part = part();
    try {
      copy(body, part, length);
      move(part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path behindLinks() {
    Path here = place;
    try {
      for (int i = 0; i < LINKS && Files.isSymbolicLink(here); i++) {
        here = here.resolveSibling(Files.readSymbolicLink(here));
      }
    } catch (IOException unreadable) {
      throw wrong("cannot be followed: " + unreadable.getMessage());
    }
    return here;
  }

  /**
   * A new file of a name that nobody can foresee: a link that somebody else put there is not
   * followed. The system gives it the permissions of any new file.
   */
  private Path part() {
    Path part = folder.resolve(".weir-%s.part".formatted(UUID.randomUUID()));
    try {
      return Files.createFile(part);
    } catch (IOException refused) {
      throw wrong("cannot be written: " + refused.getMessage());
    }
  }

  private void move(Path part) {
    try {
      Files.move(part, real, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException refused) {
      throw wrong("cannot be written: " + refused.getMessage());
    }
  }

  private void copy(InputStream body, Path to, OptionalLong length) throws IOException {
    long written = 0;
    try (OutputStream out = open(to)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        write(out, buffer, read);
        written += read;
      }
    }
    if (written != length.orElse(written)) {
      throw new EOFException(
          "the answer broke off after %d of %d bytes".formatted(written, length.getAsLong()));
    }
  }

  private OutputStream open(Path to) {
    try {
      return Files.newOutputStream(to);
    } catch (IOException refused) {
      throw wrong("cannot be written: " + refused.getMessage());
    }
  }

  /** A full disk is not the daemon's fault, and is told apart from a broken connection. */
  private void write(OutputStream out, byte[] buffer, int length) {
    try {
      out.write(buffer, 0, length);
    } catch (IOException refused) {
      throw wrong("cannot be written: " + refused.getMessage());
    }
  }

  private Failure wrong(String why) {
    return Failure.usage("OUTFILE: %s (%s)".formatted(place, why));
  }
}
