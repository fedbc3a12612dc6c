package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A {@code Range} on the first line, a body's length on the second: a part lies within the body,
 * and a single range of bytes is the part that RFC 9110, section 14.1.2, says.
 */
class ByteRangesFuzzTest {
  private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]*)-([0-9]*)");
  private static final int MOST_DIGITS = 18;

  @FuzzTest(maxDuration = "")
  void isThePartThatTheStandardSays(byte[] data) {
    var lines = FuzzText.fields(data);
    var header = FuzzText.at(lines, 0);
    long length = length(FuzzText.at(lines, 1));

    var range = ByteRanges.of(header, length);

    if (range instanceof ByteRanges.Part part) {
      assertThat(part.offset()).isBetween(0L, length - 1);
      assertThat(part.length()).isBetween(1L, length - part.offset());
    }
    var single = SINGLE.matcher(header);
    boolean known = single.matches() && !(single.group(1) + single.group(2)).isEmpty();
    boolean looked =
        known && single.group(1).length() <= MOST_DIGITS && single.group(2).length() <= MOST_DIGITS;
    assertThat(range)
        .as("%s of %d", header, length)
        .isEqualTo(
            looked ? reference(single.group(1), single.group(2), length) : new ByteRanges.Whole());
  }

  private static ByteRanges reference(String first, String last, long length) {
    var end = BigInteger.valueOf(length);
    BigInteger from;
    BigInteger to;
    if (first.isEmpty()) {
      from = end.subtract(new BigInteger(last)).max(BigInteger.ZERO);
      to = end;
    } else {
      from = new BigInteger(first);
      to = last.isEmpty() ? end : new BigInteger(last).add(BigInteger.ONE).min(end);
      if (!last.isEmpty() && from.compareTo(new BigInteger(last)) > 0) {
        return new ByteRanges.Whole();
      }
    }
    return from.compareTo(to) >= 0
        ? new ByteRanges.Unsatisfiable()
        : new ByteRanges.Part(from.longValueExact(), to.subtract(from).longValueExact());
  }

  private static long length(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 1000;
  }
}
