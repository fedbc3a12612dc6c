package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.registry.ByteRanges.Part;
import dev.weir.registry.ByteRanges.Unsatisfiable;
import dev.weir.registry.ByteRanges.Whole;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {
  private static final long LENGTH = 1000;

  @Test
  void aRangeIsReadAsRfc9110Says() {
    assertThat(ByteRanges.of("bytes=0-99", LENGTH)).isEqualTo(new Part(0, 100));
    assertThat(ByteRanges.of("bytes=900-", LENGTH)).isEqualTo(new Part(900, 100));
    assertThat(ByteRanges.of("bytes=900-5000", LENGTH)).isEqualTo(new Part(900, 100));
    assertThat(ByteRanges.of("bytes=-100", LENGTH)).isEqualTo(new Part(900, 100));
    assertThat(ByteRanges.of("bytes=-5000", LENGTH)).isEqualTo(new Part(0, 1000));
    assertThat(ByteRanges.of("bytes=1000-", LENGTH)).isEqualTo(new Unsatisfiable());
    assertThat(ByteRanges.of("bytes=-0", LENGTH)).isEqualTo(new Unsatisfiable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=5-2",
        "bytes=0-1,5-6",
        "lines=0-1",
        "bytes=0-1 ",
        "bytes=99999999999999999999-",
        "bytes= 0-1"
      })
  void whatIsNotUnderstoodIsTheWhole(String header) {
    assertThat(ByteRanges.of(header, LENGTH)).isEqualTo(new Whole());
  }

  @Test
  void noHeaderIsTheWhole() {
    assertThat(ByteRanges.of(null, LENGTH)).isEqualTo(new Whole());
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anythingIsAnsweredWithinTheBody(int seed) {
    var random = new Random(seed);
    var alphabet = "bytes=-0123456789, ";
    var header = new StringBuilder("bytes=");
    for (int i = random.nextInt(12); i > 0; i--) {
      header.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }

    if (ByteRanges.of(header.toString(), LENGTH) instanceof Part part) {
      assertThat(part.offset()).isBetween(0L, LENGTH - 1);
      assertThat(part.length()).isBetween(1L, LENGTH - part.offset());
    }
  }
}
