package dev.weir.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.zip.ZipInputStream;

/** The data folder that the first version wrote, {@code data-v1.zip}. */
public final class DataV1 {
  private DataV1() {}

  /** Replaces what {@code folder} holds by it. */
  public static void unpackInto(Path folder) throws IOException {
    try (var old = Files.walk(folder)) {
      old.sorted(Comparator.reverseOrder())
          .filter(file -> !file.equals(folder))
          .forEach(file -> file.toFile().delete());
    }
    var packed = Objects.requireNonNull(DataV1.class.getResourceAsStream("/data-v1.zip"));
    try (var zip = new ZipInputStream(packed)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("entry: " + entry.getName() + " (expected: below the folder)");
        }
        Files.createDirectories(folder.resolve(entry.getName()).resolve(".."));
        Files.copy(zip, file);
      }
    }
  }
}
