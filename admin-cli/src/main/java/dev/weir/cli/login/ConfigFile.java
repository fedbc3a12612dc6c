package dev.weir.cli.login;

import dev.weir.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A file of the user's, as it was when it was read. It is replaced as a whole: written beside its
 * place and moved there, so that no reader ever sees half of it. A symbolic link stays one, and
 * what it leads to is replaced.
 *
 * <p>Text is bytes, one character each (ISO 8859-1): what is inserted is ASCII, and whatever else
 * is in the file, in whatever encoding, goes back as it came.
 *
 * @param name as the user knows it
 * @param real the file itself, behind all links
 * @param text empty if there is no such file
 * @param mode who may do what with it; empty if there is no such file
 */
record ConfigFile(
    Path name, Path real, Optional<String> text, Optional<Set<PosixFilePermission>> mode) {
  static final Set<PosixFilePermission> PRIVATE =
      Set.copyOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));

  private static final int LINKS = 40;

  static ConfigFile read(Path name) {
    Path real = behindLinks(name);
    try {
      var text = new String(Files.readAllBytes(real), StandardCharsets.ISO_8859_1);
      return new ConfigFile(
          name, real, Optional.of(text), Optional.of(Files.getPosixFilePermissions(real)));
    } catch (NoSuchFileException none) {
      return new ConfigFile(name, real, Optional.empty(), Optional.empty());
    } catch (IOException unreadable) {
      throw Failure.usage("%s: cannot be read: %s".formatted(name, unreadable.getMessage()));
    }
  }

  private static Path behindLinks(Path name) {
    Path here = name.toAbsolutePath();
    try {
      for (int i = 0; i < LINKS && Files.isSymbolicLink(here); i++) {
        here = here.resolveSibling(Files.readSymbolicLink(here)).normalize();
      }
    } catch (IOException unreadable) {
      throw Failure.usage("%s: cannot be followed: %s".formatted(name, unreadable.getMessage()));
    }
    return here;
  }

  /** Its content, or none if it is not there. */
  String content() {
    return text.orElse("");
  }

  /** Replaces it. */
  void write(String content, Set<PosixFilePermission> mode) {
    Path folder = real.getParent();
    if (folder == null) {
      throw Failure.usage(name + ": is not a file");
    }
    try {
      Files.createDirectories(folder);
      Path part =
          Files.createTempFile(
              folder, ".weir", ".part", PosixFilePermissions.asFileAttribute(PRIVATE));
      try {
        Files.write(part, content.getBytes(StandardCharsets.ISO_8859_1));
        keepOwner(part);
        Files.setPosixFilePermissions(part, mode);
        Files.move(part, real, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException refused) {
      throw Failure.usage("%s: cannot be written: %s".formatted(name, refused.getMessage()));
    }
  }

  /** With sudo it would become root's. */
  private void keepOwner(Path part) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    var was = Files.readAttributes(real, PosixFileAttributes.class);
    var is = Files.readAttributes(part, PosixFileAttributes.class);
    if (!was.owner().equals(is.owner())) {
      Files.setOwner(part, was.owner());
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(real);
    } catch (IOException refused) {
      throw Failure.usage("%s: cannot be deleted: %s".formatted(name, refused.getMessage()));
    }
  }
}
