package dev.weir.system;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the data folder that later versions must be able to open, as a zip file: {@code
 * storage/src/test/resources/data-v1.zip}. What it holds is {@link #PACKAGES}; CONTRIBUTING.md has
 * the command.
 */
final class DataFolderMaker {
  /** Small ones, so that the file is: one scoped, one with a tarball of more than one chunk. */
  static final List<FixturePackage> PACKAGES =
      List.of(
          FixturePackage.of("small").versions("1.0.0", "1.1.0"),
          FixturePackage.of("@scope/scoped").versions("2.0.0"));

  private DataFolderMaker() {}

  /**
   * Writes the zip file that the only argument names.
   *
   * @throws IOException if it can't be written
   */
  public static void main(String[] arguments) throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      PACKAGES.forEach(origin::add);
      for (var described : PACKAGES) {
        fetch(weir, described);
      }
      weir.stop();
      zip(weir.data(), Path.of(arguments[0]));
    }
  }

  /** The path of the newest version's tarball, below a registry's base. */
  static String tarball(FixturePackage described) {
    var versions = described.resolved();
    var newest = versions.get(versions.size() - 1).version();
    return FixtureRegistry.tarballPath(described.name(), newest).substring(1);
  }

  private static void fetch(WeirUnderTest weir, FixturePackage described) {
    var packument = weir.get(described.name());
    var tarball = weir.bytes(tarball(described));
    if (packument.statusCode() != 200 || tarball.statusCode() != 200) {
      throw new IllegalStateException(described.name() + " was not fetched");
    }
  }

  private static void zip(Path folder, Path target) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(target));
        var files = Files.walk(folder)) {
      zip.setLevel(9);
      files.filter(Files::isRegularFile).sorted().forEach(file -> add(zip, folder, file));
    }
  }

  private static void add(ZipOutputStream zip, Path folder, Path file) {
    try {
      var name = folder.relativize(file).toString().replace('\\', '/');
      if (!name.endsWith("LOCK") && !name.contains("LOG")) {
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
