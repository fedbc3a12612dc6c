package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reader makes of files that aren't plain keys and values. */
class SettingsFileTest {
  @TempDir Path folder;

  private Loading loading;

  @BeforeEach
  void start() {
    loading = new Loading(folder);
  }

  @Test
  void emptyFileAndCommentsAreTheDefaults() {
    assertThat(loading.yaml("").settings()).isEqualTo(WeirSettings.DEFAULTS);
    assertThat(loading.yaml("# port: 1\n---\n").settings()).isEqualTo(WeirSettings.DEFAULTS);
  }

  @Test
  void badYamlIsReportedWithLineAndColumn() {
    assertThat(loading.yaml("port: 1\nhttp: [a\nregion: b\n").problems())
        .singleElement()
        .asString()
        .startsWith("not YAML: ")
        .endsWith("[weir.yaml:3:7]");
  }

  @Test
  void controlCharacterIsReported() {
    assertThat(loading.yaml("port: \u0001\n").problems())
        .singleElement()
        .asString()
        .startsWith("not YAML: ");
  }

  @Test
  void keyGivenTwiceIsReportedWithBothPlaces() {
    assertThat(loading.yaml("http:\n  hosts: a\n  hosts: b\n").problems())
        .containsExactly("http.hosts: given twice (first: weir.yaml:2:10) [weir.yaml:3:3]");
  }

  @Test
  void aliasesAreRefusedBeforeTheyMultiply() {
    assertThat(loading.yaml("http: &a {hosts: [x]}\nupstream: *a\n").problems())
        .containsExactly(
            "not a configuration: an anchor or alias (expected: the value itself)"
                + " [weir.yaml:1:7]");
  }

  @Test
  void tagsAreRefused() {
    assertThat(loading.yaml("port: !!java.net.URL [x]\n").problems())
        .singleElement()
        .asString()
        .contains("[weir.yaml:1:7]");
    assertThat(loading.yaml("port: !!int 5\n").problems())
        .singleElement()
        .asString()
        .contains("tag");
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(loading.yaml("a: " + "[".repeat(100_000)).problems())
        .singleElement()
        .asString()
        .contains("nested more than 16 deep");
  }

  @Test
  void longFileIsRefused() {
    assertThat(loading.yaml("#".repeat(2 << 20)).problems())
        .singleElement()
        .asString()
        .endsWith("weir.yaml: longer than 1MiB");
  }

  @Test
  void secondDocumentIsRefused() {
    assertThat(loading.yaml("port: 1\n---\nport: 2\n").problems())
        .singleElement()
        .asString()
        .contains("a second document");
  }

  @Test
  void fileWithoutKeysIsRefused() {
    assertThat(loading.yaml("just words\n").problems())
        .singleElement()
        .asString()
        .contains("no keys");
  }
}
