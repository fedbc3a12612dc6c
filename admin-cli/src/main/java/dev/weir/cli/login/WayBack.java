package dev.weir.cli.login;

import dev.weir.cli.Failure;
import dev.weir.cli.Surroundings;
import dev.weir.cli.json.Json;
import dev.weir.cli.json.JsonPrinter;
import dev.weir.cli.json.JsonReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where logins are remembered: a file for each configuration file that they changed, in {@code
 * weir/logins} of the user's state folder (XDG Base Directory). They hold what the configuration
 * files held, secrets included, and are as private.
 */
final class WayBack {
  private final Path folder;

  private WayBack(Path folder) {
    this.folder = folder;
  }

  static WayBack of(Surroundings surroundings) {
    return new WayBack(surroundings.stateFolder().resolve("weir/logins"));
  }

  /** Does {@code work} while no other login or logout of this user is going on. */
  <T> T alone(Supplier<T> work) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (var lock =
              FileChannel.open(
                  folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = lock.lock()) {
        if (!held.isValid()) {
          throw new IOException("the lock is not held");
        }
        return work.get();
      }
    } catch (IOException refused) {
      throw Failure.usage("%s: cannot be used: %s".formatted(folder, refused.getMessage()));
    }
  }

  /** What was done to a file, if anything was. */
  Optional<Remembered> of(ConfigFile file) {
    return load(place(file));
  }

  /** All files that logins changed. */
  List<Remembered> all() {
    List<Remembered> all = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        load(file).ifPresent(all::add);
      }
    } catch (IOException unreadable) {
      throw Failure.usage("%s: cannot be read: %s".formatted(folder, unreadable.getMessage()));
    }
    return all;
  }

  void keep(ConfigFile file, Remembered remembered) {
    ConfigFile.read(place(file))
        .write(
            new String(
                JsonPrinter.print(RememberedJson.write(remembered))
                    .getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1),
            ConfigFile.PRIVATE);
  }

  void forget(ConfigFile file) {
    ConfigFile.read(place(file)).delete();
  }

  private static Optional<Remembered> load(Path place) {
    if (!Files.exists(place)) {
      return Optional.empty();
    }
    try {
      Json json = JsonReader.read(Files.readString(place));
      return Optional.of(RememberedJson.read(json));
    } catch (IOException | IllegalArgumentException broken) {
      throw Failure.usage(
          "%s: cannot be understood: %s (delete it to forget that login)"
              .formatted(place, broken.getMessage()));
    }
  }

  private Path place(ConfigFile file) {
    try {
      var path = file.real().toString().getBytes(StandardCharsets.UTF_8);
      var hash = MessageDigest.getInstance("SHA-256").digest(path);
      return folder.resolve(HexFormat.of().formatHex(hash, 0, 16) + ".json");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
