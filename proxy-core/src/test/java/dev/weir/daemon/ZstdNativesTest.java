package dev.weir.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZstdNativesTest {
  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty("ZstdNativePath");
  }

  @Test
  void libraryIsUnpackedOnceAndNamed() throws IOException {
    assertThat(ZstdNatives.prepare(folder.resolve("natives"))).isTrue();

    Path library = Path.of(System.getProperty("ZstdNativePath"));
    assertThat(library).isNotEmptyFile().hasParentRaw(folder.resolve("natives"));
    var unpacked = Files.getLastModifiedTime(library);

    assertThat(ZstdNatives.prepare(folder.resolve("natives"))).isTrue();
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(unpacked);
    assertThat(folder.resolve("natives").toFile().list()).hasSize(1);
  }

  @Test
  void folderThatCannotBeMadeIsLeftAlone() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(ZstdNatives.prepare(file)).isFalse();
    assertThat(System.getProperty("ZstdNativePath")).isNull();
  }
}
