package dev.weir.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.Key;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordKeyTest {
  @Test
  void keyComesBackAsItWas() {
    var keys =
        List.of(
            Key.of(), Key.of(""), Key.of("", ""), Key.of("a"), Key.of("a", "", "b"), Key.of("é😀"));
    for (var key : keys) {
      assertThat(RecordKey.decode(RecordKey.encode(key))).isEqualTo(key);
    }
  }

  @Test
  void everyPartEndsWithZero() {
    assertThat(HexFormat.of().formatHex(RecordKey.encode(Key.of("a", "bc"))))
        .isEqualTo("6100626300");
  }

  @Test
  void textThatIsNotUnicodeIsRefused() {
    assertThatThrownBy(() -> RecordKey.encode(Key.of("\ud800")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: Unicode");
  }
}
