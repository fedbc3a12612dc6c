package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestDescriptionTest {
  private static final ManifestDescription NOTHING =
      new ManifestDescription(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  @Test
  void anOrdinaryManifestHasItAll() {
    var description =
        of(
            """
            {"name":"lodash","version":"4.17.21","description":"Lodash modular utilities.",
             "homepage":"https://lodash.example/","license":"MIT",
             "repository":{"type":"git","url":"git+https://code.example/lodash.git"}}""");

    assertThat(description)
        .isEqualTo(
            new ManifestDescription(
                Optional.of("Lodash modular utilities."),
                Optional.of("https://lodash.example/"),
                Optional.of("git+https://code.example/lodash.git"),
                List.of(new License("MIT", null))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          {"repository":"github:a/b"};                         github:a/b
          {"repository":{"url":"git://x"}};                    git://x
          {"repository":[{"url":"git://x"},{"url":"git://y"}]}; git://x
          {"repository":["git://x"]};                          git://x
          {"repository":{"url":7}};
          {"repository":null};
          {"repository":[]};
          {"repository":7};
          {"repository":"git://x","repository":{"url":"git://last"}}; git://last
          """)
  void aRepositoryHasManyForms(String json, String expected) {
    assertThat(of(json).sourceCodeRepository()).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void aLicenseHasManyForms() {
    assertThat(licenses("\"MIT\"")).containsExactly(new License("MIT", null));
    assertThat(licenses("{\"type\":\"MIT\",\"url\":\"https://l.example\"}"))
        .containsExactly(new License("MIT", "https://l.example"));
    assertThat(licenses("{\"name\":\"MIT\"}")).containsExactly(new License("MIT", null));
    assertThat(licenses("{\"url\":\"https://l.example\"}"))
        .containsExactly(new License(null, "https://l.example"));
    assertThat(licenses("[\"MIT\",{\"type\":\"ISC\"},null,7,\"\",[],{}]"))
        .containsExactly(new License("MIT", null), new License("ISC", null));
    assertThat(licenses("null")).isEmpty();
    assertThat(of("{\"license\":\"MIT\",\"licenses\":[\"MIT\",\"ISC\"]}").licenses())
        .containsExactly(new License("MIT", null), new License("ISC", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"description\":\"\",\"homepage\":\" \"}",
        "{\"description\":7,\"homepage\":{},\"license\":false}",
        "{\"description\":[\"a\"],\"homepage\":null}",
        "[]",
        "",
        "{\"description\":",
        "nonsense"
      })
  void whatIsOfNoKnownFormIsAbsent(String json) {
    assertThat(of(json)).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(ints = {70_000, 3_000_000})
  void whatIsTooLongIsAbsentAndTheRestIsThere(int length) {
    var json =
        "{\"description\":\"%s\",\"homepage\":\"https://h.example\"}".formatted("d".repeat(length));

    assertThat(of(json).summary()).isEmpty();
    assertThat(of(json).homePage()).contains("https://h.example");
  }

  @Test
  void halfACharacterIsReplacedSinceNoAnswerCouldHaveIt() {
    assertThat(of("{\"description\":\"a\\ud800b\"}").summary()).contains("a?b");
  }

  private static List<License> licenses(String json) {
    return of("{\"license\":" + json + "}").licenses();
  }

  private static ManifestDescription of(String json) {
    return ManifestDescription.of(json.getBytes(StandardCharsets.UTF_8));
  }
}
