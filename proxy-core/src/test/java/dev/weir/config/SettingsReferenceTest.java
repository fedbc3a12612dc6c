package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds {@code config/weir.yaml} equal to the defaults. After a change of a settings record, this
 * writes the file anew:
 *
 * <pre>
 * mvn -pl proxy-core -am test -Dtest=SettingsReferenceTest -Dweir.write-reference \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class SettingsReferenceTest {
  private static final Path FILE =
      Path.of(System.getProperty("basedir", "."), "..", "config", "weir.yaml");

  @TempDir Path folder;

  @Test
  void fileIsWhatTheRecordsSay() throws IOException {
    if (System.getProperty("weir.write-reference") != null) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, SettingsReference.text());
    }

    assertThat(FILE).hasContent(SettingsReference.text());
  }

  @Test
  void fileLoadsAsTheDefaults() throws IOException {
    var loaded = new Loading(folder).yaml(Files.readString(FILE)).loaded();

    assertThat(loaded.settings()).isEqualTo(WeirSettings.DEFAULTS);
    assertThat(loaded.differing()).isEmpty();
  }

  @Test
  void everyKeyHasItsLineAndTheLineAboveSaysWhatItIs() {
    var lines = SettingsReference.text().lines().toList();

    for (KeyPath key : EffectiveSettings.leaves(WeirSettings.DEFAULTS).keySet()) {
      var name = key.segments().get(key.segments().size() - 1);
      int indent = 2 * (key.segments().size() - 1);
      var start = " ".repeat(indent) + name + ":";
      assertThat(lines).as(key.toString()).anyMatch(line -> line.startsWith(start));
    }
    for (int i = 1; i < lines.size(); i++) {
      boolean keyed = lines.get(i).matches(" *[a-z-]+:( .*)?") && !isMapName(lines, i);
      if (keyed) {
        assertThat(lines.get(i - 1)).as(lines.get(i)).matches(" *# .+");
      }
    }
  }

  /** Names in a map, such as a domain's, are the user's and have no documentation. */
  private static boolean isMapName(java.util.List<String> lines, int index) {
    return lines.get(index).matches(" +(local|dev|npm-store):");
  }
}
