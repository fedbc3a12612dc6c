package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksNativesTest {
  @TempDir private Path folder;

  @Test
  void libraryIsUnpackedOncePerVersion() throws IOException {
    var home = RocksNatives.unpack(folder);
    var library = home.resolve(RocksNatives.LOADED_NAME);
    var unpacked = Files.readAttributes(library, "unix:ino,size");

    assertThat(RocksNatives.unpack(folder)).isEqualTo(home);

    assertThat(home.getParent()).isEqualTo(folder);
    assertThat(Files.readAttributes(library, "unix:ino,size")).isEqualTo(unpacked);
    assertThat(Files.size(library)).isGreaterThan(1 << 20);
    try (var files = Files.list(home)) {
      assertThat(files).containsExactly(library);
    }
  }

  /** In a process of its own, since this one has loaded the library long ago. */
  @Test
  void processThatIsToldWhereLeavesNothingInTheTemporaryFolder() throws Exception {
    var natives = folder.resolve("natives");
    var temporary = Files.createDirectory(folder.resolve("tmp"));

    var process =
        ChildJvm.start(
            List.of("-D" + RocksNatives.PROPERTY + "=" + natives, "-Djava.io.tmpdir=" + temporary),
            Opens.class,
            folder.resolve("data").toString(),
            temporary.toString());
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("left 0");
    assertThat(Files.exists(RocksNatives.unpack(natives).resolve(RocksNatives.LOADED_NAME)))
        .isTrue();
  }

  /** Opens and closes stores, and says how many files the temporary folder holds meanwhile. */
  static final class Opens {
    public static void main(String[] args) throws IOException {
      var stores = RocksStores.open(Path.of(args[0]), OpenStores.SMALL, Set.of(), Set.of());
      try (var files = Files.list(Path.of(args[1]))) {
        System.out.println("left " + files.count());
      }
      await(stores.closeAsync());
    }
  }
}
