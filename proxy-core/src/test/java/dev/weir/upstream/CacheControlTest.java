package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "public, max-age=300 | 300",
        "MAX-AGE=300 | 300",
        "max-age = 300 | 300",
        "max-age=\"300\" | 300",
        ",, ,max-age=300,, | 300",
        "max-age=300, max-age=600 | 300",
        "ext=\"max-age=1, no-store\", max-age=300 | 300",
        "ext=\"a\\\"b, max-age=1\", max-age=300 | 300",
        "x-max-age=1, max-age=300 | 300",
        "max-age=0 | 0",
        "max-age=-5 | 0",
        "max-age=soon | 0",
        "max-age= | 0",
        "max-age | 0",
        "max-age=99999999999999999999999 | 2147483647",
        "max-age=9999999999 | 2147483647",
        "max-age=000000000300 | 300",
        "no-cache | 0",
        "max-age=300, no-cache | 0",
        "No-Store, max-age=300 | 0",
        "no-cache=\"Set-Cookie\", max-age=300 | 0"
      })
  void freshness(String header, long seconds) {
    assertThat(CacheControl.parse(List.of(header)).freshFor())
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "public | x",
        "s-maxage=5 | x",
        "not-max-age=5 | x",
        "max-age-ish=5 | x",
        "ext=\"max-age=5 | x",
        "ext=\"no-cache\" | x",
        "no-cached | x"
      })
  void otherDirectivesSayNothing(String header, String ignored) {
    assertThat(CacheControl.parse(List.of(header)))
        .isEqualTo(new CacheControl(Optional.empty(), false, false));
  }

  @Test
  void linesAreOneList() {
    assertThat(CacheControl.parse(List.of("public", "max-age=5", "no-store")))
        .isEqualTo(new CacheControl(Optional.of(Duration.ofSeconds(5)), false, true));
    assertThat(CacheControl.parse(List.of()).freshFor()).isEmpty();
  }
}
