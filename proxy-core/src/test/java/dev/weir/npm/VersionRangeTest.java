package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges hold what node-semver 7 says that they hold: the table was made with it. */
class VersionRangeTest {
  /** The letter of a version is its place, base 36. */
  private static final List<String> VERSIONS =
      List.of(
          "0.0.0-0",
          "0.0.0",
          "0.0.1-beta",
          "0.0.1",
          "0.0.2",
          "0.1.0",
          "0.1.2",
          "0.2.0",
          "1.0.0-rc.1",
          "1.0.0",
          "1.0.1",
          "1.2.0-beta.2",
          "1.2.0",
          "1.2.3",
          "1.2.4-0",
          "1.3.0",
          "2.0.0-0",
          "2.0.0-rc.1",
          "2.0.0",
          "2.1.0",
          "3.0.0+build.5",
          "9007199254740991.0.0");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "``|`1345679acdfijkl`",
        "`*`|`1345679acdfijkl`",
        "`x`|`1345679acdfijkl`",
        "`X`|`1345679acdfijkl`",
        "`1`|`9acdf`",
        "`1.x`|`9acdf`",
        "`1.X.x`|`9acdf`",
        "`1.2`|`cd`",
        "`1.2.x`|`cd`",
        "`1.2.*`|`cd`",
        "`v1.2.3`|`d`",
        "`=1.2.3`|`d`",
        "`= 1.2.3`|`d`",
        "`1.2.3+any`|`d`",
        "`^1.2.3`|`df`",
        "`^ 1.2.3`|`df`",
        "`^v1.2`|`cdf`",
        "`^1`|`9acdf`",
        "`^0`|`134567`",
        "`^0.0`|`134`",
        "`^0.1`|`56`",
        "`^0.0.1`|`3`",
        "`^0.0.1-beta`|`23`",
        "`^0.1.2`|`6`",
        "`^1.2.0-beta.1`|`bcdf`",
        "`^*`|`1345679acdfijkl`",
        "`^x.1`|`1345679acdfijkl`",
        "`~1.2.3`|`d`",
        "`~ 1.2.3`|`d`",
        "`~>1.2.3`|`d`",
        "`~> 1.2`|`cd`",
        "`~1`|`9acdf`",
        "`~0`|`134567`",
        "`~1.2.0-alpha`|`bcd`",
        "`~*`|`1345679acdfijkl`",
        "`>1`|`ijkl`",
        "`>1.2`|`fijkl`",
        "`>1.2.3`|`fijkl`",
        "`>=1`|`9acdfijkl`",
        "`>=1.2`|`cdfijkl`",
        "`>= 1.2.3`|`dfijkl`",
        "`>=1.2.3`|`dfijkl`",
        "`<1`|`134567`",
        "`<1.2`|`1345679a`",
        "`<1.2.3`|`1345679ac`",
        "`<=1`|`1345679acdf`",
        "`<=1.2`|`1345679acd`",
        "`<=1.2.3`|`1345679acd`",
        "`>*`|``",
        "`<*`|``",
        "`>=*`|`1345679acdfijkl`",
        "`<=*`|`1345679acdfijkl`",
        "`>=1 <2`|`9acdf`",
        "`>=1.2.3 <1.3.0`|`d`",
        "`>1.0.0-rc.0`|`89acdfijkl`",
        "`>=2.0.0-0`|`ghijkl`",
        "`<2.0.0-rc.2 >=1`|`9acdfgh`",
        "`1.2.3 - 2.0.0`|`dfi`",
        "`1.2 - 2`|`cdfij`",
        "`1 - 1.2`|`9acd`",
        "`1.2.3 - *`|`dfijkl`",
        "`* - 1.2`|`1345679acd`",
        "`1.0.0-rc.1 - 1.2.0-beta.3`|`89ab`",
        "`1.2.3  -  2.x`|`dfij`",
        "`  ^1.2  `|`cdf`",
        "`>=9007199254740991`|`l`",
        "`^1.2.3 ^1.2.4-0`|`ef`",
        "`2.0.0-rc.1`|`h`",
      })
  void rangeHasWhatNpmSays(String range, String letters) {
    assertThat(inRange(range)).isEqualTo(letters);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "`1 || 2`;`9acdfij`",
        "`^0.1 || >=2`;`56ijkl`",
        "`1.0.0||2.0.0`;`9i`",
        "` || 2`;`1345679acdfijkl`",
        "`1 ||`;`1345679acdfijkl`",
        "`||x`;`1345679acdfijkl`",
      })
  void alternativesAddUp(String range, String letters) {
    assertThat(inRange(range)).isEqualTo(letters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest",
        "1.2.3.4",
        "^",
        "^^1",
        "1.2.3-",
        ">=<1",
        "1 - 2 - 3",
        "a.b.c",
        "1.02.3",
        "1.2.3-01",
        "v",
        "1.2.3foo",
        ">1 || foo",
        "9007199254740992.0.0",
        "1.0.0>2",
        "- 1",
        "1,2",
        "~>>1",
      })
  void whatIsNoRangeIsNone(String text) {
    assertThat(VersionRange.parse(text)).isEmpty();
  }

  @Test
  void whatIsNoVersionIsInNoRange() {
    assertThat(VersionRange.parse("*").orElseThrow().has("1.0")).isFalse();
  }

  @Test
  void rangeIsShownAsItWasWritten() {
    assertThat(VersionRange.parse(" ^1  || 2").orElseThrow()).hasToString("^1  || 2");
  }

  @Test
  void longestTextsAreReadInNoTime() {
    var hard =
        List.of(" ".repeat(600), "v=".repeat(200), "1.2.3-" + "-.".repeat(240), "1 ".repeat(250));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> hard.forEach(text -> VersionRange.parse(text)));
  }

  private static String inRange(String text) {
    var range = VersionRange.parse(text).orElseThrow();
    var letters = new StringBuilder();
    for (int i = 0; i < VERSIONS.size(); i++) {
      letters.append(range.has(VERSIONS.get(i)) ? Integer.toString(i, 36) : "");
    }
    return letters.toString();
  }
}
