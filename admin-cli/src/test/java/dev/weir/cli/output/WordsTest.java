package dev.weir.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void sizesHaveTheUnitThatFits() {
    assertThat(Words.bytes(0)).isEqualTo("0 B");
    assertThat(Words.bytes(1023)).isEqualTo("1023 B");
    assertThat(Words.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Words.bytes(5.0 * (1L << 30))).isEqualTo("5.0 GiB");
    assertThat(Words.bytes(5000.0 * (1L << 40))).isEqualTo("5000.0 TiB");
  }

  @Test
  void timesHaveTwoUnits() {
    assertThat(Words.time(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Words.time(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Words.time(Duration.ofMinutes(121))).isEqualTo("2 h 1 min");
    assertThat(Words.time(Duration.ofHours(100))).isEqualTo("4 d 4 h");
  }

  @Test
  void oneIsNotMany() {
    assertThat(Words.count(1, "blob", "blobs")).isEqualTo("1 blob");
    assertThat(Words.count(12345, "blob", "blobs")).isEqualTo("12,345 blobs");
  }
}
