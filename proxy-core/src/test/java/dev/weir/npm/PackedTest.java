package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, 1L << 35, Long.MAX_VALUE, -1})
  void numbersComeBack(long number) {
    var out = new PackedWriter(0);
    out.number(number);

    assertThat(reader(out).number()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "Grüße ÿ", "日本語", "\uD83D\uDE00", "half \uD83D", "\uDE00\u0000"})
  void textsComeBack(String text) {
    var out = new PackedWriter(0);
    out.text(text);
    out.text("next");

    var in = reader(out);

    assertThat(in.text()).isEqualTo(text);
    assertThat(in.text()).isEqualTo("next");
  }

  @Test
  void moreThanThereIsIsCorrupt() {
    var out = new PackedWriter(0);
    out.number(1L << 40);

    assertThatThrownBy(() -> reader(out).text()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader(out).size()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader(out).count()).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> reader(out).raw(100)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PackedReader(new byte[] {-1}, 0, 1).number())
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PackedReader reader(PackedWriter out) {
    var bytes = out.toBytes();
    return new PackedReader(bytes, 0, bytes.length);
  }
}
