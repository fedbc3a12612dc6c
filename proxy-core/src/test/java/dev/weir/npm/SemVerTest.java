package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {
  /** Semantic Versioning 2.0.0, section 11, and numbers beyond an int. */
  private static final List<String> ASCENDING =
      List.of(
          "0.0.0-0",
          "0.0.0",
          "0.0.1",
          "1.0.0-0.3.7",
          "1.0.0-2",
          "1.0.0-11",
          "1.0.0-99999999999999999999",
          "1.0.0-100000000000000000000",
          "1.0.0-10a",
          "1.0.0-a-b",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1.0.0",
          "1.2.0",
          "1.10.0",
          "2.0.0",
          "10.0.0",
          "9007199254740991.0.0");

  @Test
  void versionsAreOrderedAsTheSpecificationSays() {
    var shuffled = new ArrayList<SemVer>();
    ASCENDING.forEach(text -> shuffled.add(SemVer.parse(text).orElseThrow()));
    Collections.shuffle(shuffled, new Random(1));

    Collections.sort(shuffled);

    assertThat(shuffled).extracting(SemVer::toString).isEqualTo(ASCENDING);
  }

  @Test
  void buildMetadataTakesNoPartInTheOrder() {
    var a = SemVer.parse("1.0.0+build.1").orElseThrow();
    var b = SemVer.parse("1.0.0+build.2").orElseThrow();

    assertThat(a).isEqualByComparingTo(b);
    assertThat(a).hasToString("1.0.0+build.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.0.0-0a", "1.0.0-rc.0a1b2c", "1.0.0-rc.1a", "1.0.0-a.0-11", "1.0.0-a.0.0-"})
  void aWordMayBeginWithDigits(String text) {
    assertThat(SemVer.parse(text)).map(SemVer::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.0",
        "v1.0.0",
        "=1.0.0",
        " 1.0.0",
        "1.0.0 ",
        "01.0.0",
        "1.00.0",
        "1.0.0-",
        "1.0.0-01",
        "1.0.0-a..b",
        "1.0.0-a.",
        "1.0.0+",
        "1.0.0+a..b",
        "1.0.0.0",
        "1.0.x",
        "-1.0.0",
        "1.0.0-ü",
        "9007199254740992.0.0",
        "99999999999999999999.0.0",
        "1.0.0\n",
        "latest"
      })
  void whatIsNoVersionIsNotParsed(String text) {
    assertThat(SemVer.parse(text)).isEmpty();
  }

  @Test
  void anOverlongTextIsNotParsedAndTakesNoTime() {
    assertThat(SemVer.parse("1.0.0-" + "a".repeat(250))).isPresent();
    assertThat(SemVer.parse("1.0.0-" + "a".repeat(251))).isEmpty();
    assertThat(SemVer.parse("1.0.0-" + "0a-".repeat(80) + "!")).isEmpty();
  }

  @Test
  void aReleaseIsStable() {
    assertThat(SemVer.parse("1.0.0+a-b").orElseThrow().isStable()).isTrue();
    assertThat(SemVer.parse("1.0.0-0").orElseThrow().isStable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          1.2.3,               1.2.3
          1.2.3+sha.abc,       1.2.3
          1.2.3-rc.1+sha.abc,  1.2.3-rc.1
          v1.2.3,              1.2.3
          =1.2.3,              1.2.3
          ` = v1.2.3 `,        1.2.3
          01.02.003,           1.2.3
          1.2.3beta,           1.2.3-beta
          1.2.3-beta.01,       1.2.3-beta.1
          1.2.3-a-01,          1.2.3-a-01
          0.0.0,               0.0.0
          """)
  void npmPublishesACleanVersion(String text, String clean) {
    assertThat(SemVer.clean(text)).map(SemVer::toString).contains(clean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2", "x1.2.3", "1.2.3+", "1.2.3 4", "1.2.3.4"})
  void npmPublishesNothingElse(String text) {
    assertThat(SemVer.clean(text)).isEmpty();
  }

  @Test
  void buildMetadataMakesNoOtherVersion() {
    assertThat(SemVer.isSame("1.0.0+a", "1.0.0+b")).isTrue();
    assertThat(SemVer.isSame("1.0.0", "1.0.0+b")).isTrue();
    assertThat(SemVer.isSame("1.0.0-a", "1.0.0-b")).isFalse();
    assertThat(SemVer.isSame("odd", "odd")).isTrue();
    assertThat(SemVer.isSame("odd", "1.0.0")).isFalse();
  }
}
