package dev.weir.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Any bytes as the configuration file: settings, or problems that can be read; never a throw. */
class SettingsFileFuzzTest {
  private static Path folder = Path.of("");

  @BeforeAll
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("weir-fuzz");
  }

  @AfterAll
  static void removeFolder() throws IOException {
    Files.deleteIfExists(folder.resolve("weir.yaml"));
    Files.deleteIfExists(folder);
  }

  @FuzzTest(maxDuration = "")
  void isLoadedOrItsProblemsAreNamed(byte[] data) throws IOException {
    var file = Files.write(folder.resolve("weir.yaml"), data);

    var result =
        SettingsLoader.load(
            new SettingsInput(
                Optional.of(file),
                Map.of("XDG_CONFIG_HOME", folder.toString()),
                folder,
                List.of(),
                false,
                DataSize.gibibytes(1)));

    LoadingCheck.assertReadable(result);
  }
}
