package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistTagRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "next",
        "beta",
        "v",
        "vnext",
        "release-1",
        "a1",
        "1a",
        "01",
        "1.2.3.4",
        "1.2-",
        "stable_2024",
        "x-ray",
        "xx",
        "v1beta",
        "canary.5",
        "~",
        "1.0.0-",
        "1.0.0+",
        "1.a",
        "@s",
        "node-1.x",
        "LATEST",
        "(x)"
      })
  void whatIsNoRangeIsATag(String text) {
    assertThat(DistTagRules.problem(text)).isEmpty();
    assertThat(DistTagRules.isTag(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "1.0.0",
        "v1",
        "v1.0.0",
        "=1",
        "vv1",
        "=v1.2",
        "x",
        "X",
        "*",
        "1.x",
        "1.2.x",
        "1.*",
        "x.x.x",
        "^1",
        "~1",
        "~>1",
        ">=1",
        "<2",
        ">1.0.0-beta",
        "1.0.0-beta.1",
        "1.0.0+build",
        "1.0.0-a+b",
        "||",
        "1||2",
        "^1||>=2.1.x",
        "1.x.x-beta",
        " 1",
        "1 ",
        "v*",
        "0",
        "99999999999999999999.0.0"
      })
  void whatMayBeARangeIsNone(String text) {
    assertThat(DistTagRules.problem(text))
        .contains("dist-tag: %s (expected: no version and no range of versions)".formatted(text));
    assertThat(DistTagRules.isTag(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        "a%b",
        "a\\b",
        "a b",
        "a\tb",
        "a\u0000",
        "très",
        ".",
        "..",
        "-",
        "a\nb",
        "^",
        "<",
        "a|b",
        "a||1",
        "\"a\"",
        "a\u00a0b",
        "\uD83D"
      })
  void whatCannotStandInAPathIsNone(String text) {
    assertThat(DistTagRules.problem(text)).isPresent();
    assertThat(DistTagRules.isTag(text)).isFalse();
  }

  @Test
  void itsLengthIsBounded() {
    assertThat(DistTagRules.problem("a".repeat(255))).isEmpty();
    assertThat(DistTagRules.problem("a".repeat(256)))
        .contains("dist-tag: %s… (expected: at most 255 characters)".formatted("a".repeat(100)));
    assertThat(DistTagRules.isTag("1||".repeat(100_000))).isFalse();
  }

  @Test
  void whatIsSaidBackIsShown() {
    assertThat(DistTagRules.problem("a\r\nSet-Cookie: b").orElseThrow())
        .startsWith("dist-tag: a??Set-Cookie: b (expected: letters, digits and ");
  }
}
