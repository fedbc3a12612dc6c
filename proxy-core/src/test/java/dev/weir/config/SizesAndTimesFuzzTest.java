package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Any text is a size, a time or neither, as plain arithmetic has it; and so is what is printed. */
class SizesAndTimesFuzzTest {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})(KiB|MiB|GiB|TiB)?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");
  private static final Map<String, Integer> POWERS = Map.of("KiB", 1, "MiB", 2, "GiB", 3, "TiB", 4);
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  @FuzzTest(maxDuration = "")
  void isWhatArithmeticSays(byte[] data) {
    var text = String.join("\n", FuzzText.lines(data));

    var size = DataSize.parse(text);
    var time = DurationText.parse(text);

    assertThat(size.map(DataSize::bytes)).as(text).isEqualTo(size(text));
    assertThat(time.map(Duration::toMillis)).as(text).isEqualTo(time(text));
    size.ifPresent(s -> assertThat(DataSize.parse(s.toString())).as(s.toString()).contains(s));
    time.ifPresent(t -> assertThat(DurationText.parse(DurationText.format(t))).contains(t));
  }

  private static Optional<Long> size(String text) {
    var matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int power = matcher.group(2) == null ? 0 : POWERS.getOrDefault(matcher.group(2), 0);
    return fitting(new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(1024).pow(power)));
  }

  private static Optional<Long> time(String text) {
    var matcher = TIME.matcher(text);
    return matcher.matches()
        ? fitting(
            new BigInteger(matcher.group(1))
                .multiply(BigInteger.valueOf(MILLIS.getOrDefault(matcher.group(2), 0L))))
        : Optional.empty();
  }

  private static Optional<Long> fitting(BigInteger number) {
    return number.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(number.longValueExact());
  }
}
