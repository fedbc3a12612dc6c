package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesAndTimesTest {
  @ParameterizedTest
  @CsvSource({"500ms,500", "90s,90000", "5m,300000", "2h,7200000", "1d,86400000", "0s,0"})
  void timeIsANumberAndAUnit(String text, long millis) {
    assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "1.5s", "5S", "5min", "999999999999999d"})
  void otherTextIsNoTime(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"500ms", "90s", "5m", "2h", "48h", "0s", "1001ms"})
  void timeIsWrittenAsItIsRead(String text) {
    assertThat(DurationText.parse(text).map(DurationText::format)).contains(text);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "4096,4096", "1KiB,1024", "64MiB,67108864", "1GiB,1073741824"})
  void sizeIsANumberAndAUnit(String text, long bytes) {
    assertThat(DataSize.parse(text)).contains(new DataSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1 MiB", "1MB", "1mib", "1.5GiB", "99999999TiB", "KiB"})
  void otherTextIsNoSize(String text) {
    assertThat(DataSize.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1KiB", "1025", "64MiB", "1536MiB", "3TiB"})
  void sizeIsWrittenAsItIsRead(String text) {
    assertThat(DataSize.parse(text).map(DataSize::toString)).contains(text);
  }
}
