package dev.weir.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A {@code --set} on each line: settings, or problems that can be read; never a throw. */
class SettingsOverrideFuzzTest {
  private static final Path NOWHERE = Path.of("target", "no-such-folder");

  @FuzzTest(maxDuration = "")
  void isLoadedOrItsProblemsAreNamed(byte[] data) {
    var overrides =
        FuzzText.lines(data).stream()
            .map(line -> new SettingsInput.Assignment("--set", line))
            .toList();

    var result =
        SettingsLoader.load(
            new SettingsInput(
                Optional.empty(),
                Map.of("XDG_CONFIG_HOME", NOWHERE.toString()),
                NOWHERE,
                overrides,
                true,
                DataSize.gibibytes(1)));

    LoadingCheck.assertReadable(result);
  }
}
