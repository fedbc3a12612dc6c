package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lodash",
        "@types/node",
        "a",
        "0",
        "some-package.js",
        "under_score",
        "http",
        "fs",
        "@s/_x",
        "-x",
        "@s/http"
      })
  void whatNpmTakesIsTaken(String name) {
    assertThat(NewNames.problem(new PackageName(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "JSONStream, no upper case in a new package's name",
    "@Scope/x, no upper case in a new package's name",
    "@scope/X, no upper case in a new package's name",
    "_private, a new package's name that does not begin with _",
    "wow!, none of ~'!()* in a new package's name",
    "@s/a~b, none of ~'!()* in a new package's name",
    "(x), none of ~'!()* in a new package's name",
    "node_modules, another name: this one is a folder's or a file's",
    "favicon.ico, another name: this one is a folder's or a file's"
  })
  void whatNpmRefusesIsRefused(String name, String expected) {
    assertThat(NewNames.problem(new PackageName(name)))
        .contains("package: %s (expected: %s)".formatted(name, expected));
  }

  /** No question here, since no name can be like that at all. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lod\u0430sh",
        "\uff52eact",
        "na\u00efve",
        ".hidden",
        "@s/.x",
        "a b",
        "a%2fb",
        "a/b",
        "\u212a"
      })
  void whatOnlyLooksLikeANameIsNone(String name) {
    assertThat(PackageName.parse(name)).isEmpty();
  }
}
