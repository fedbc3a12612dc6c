package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines of {@code Cache-Control}: any bytes are read within bounds, and what RFC 9111 has a grammar
 * for is read as it says.
 */
class CacheControlFuzzTest {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*+\"";
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "[ \t]*(?:(" + TOKEN + ")(?:=(" + TOKEN + "|" + QUOTED + "))?)?[ \t]*(?:,|\\z)");
  private static final BigInteger LONGEST = BigInteger.valueOf(Integer.MAX_VALUE);

  @FuzzTest(maxDuration = "")
  void isReadAsTheStandardSays(byte[] data) {
    var lines = FuzzText.fields(data);

    var read = CacheControl.parse(lines);

    var all = String.join(",", lines);
    var lower = all.toLowerCase(Locale.ROOT);
    read.maxAge().ifPresent(age -> assertThat(age).isBetween(Duration.ZERO, seconds(LONGEST)));
    assertThat(read.freshFor().isPresent())
        .isEqualTo(read.maxAge().isPresent() || read.noCache() || read.noStore());
    assertThat(!read.noStore() || lower.contains("no-store")).isTrue();
    assertThat(!read.noCache() || lower.contains("no-cache")).isTrue();
    assertThat(read.maxAge().isEmpty() || lower.contains("max-age")).isTrue();
    directives(all).ifPresent(known -> assertThat(read).as(all).isEqualTo(reference(known)));
  }

  private static CacheControl reference(List<String[]> directives) {
    Optional<Duration> maxAge = Optional.empty();
    boolean noCache = false;
    boolean noStore = false;
    for (var directive : directives) {
      noCache |= directive[0].equals("no-cache");
      noStore |= directive[0].equals("no-store");
      if (directive[0].equals("max-age") && maxAge.isEmpty()) {
        var age = directive[1];
        maxAge =
            Optional.of(
                age.matches("[0-9]+") ? seconds(new BigInteger(age).min(LONGEST)) : Duration.ZERO);
      }
    }
    return new CacheControl(maxAge, noCache, noStore);
  }

  /** Names in lower case and values without quotes; nothing if the list isn't one. */
  private static Optional<List<String[]>> directives(String all) {
    var directives = new ArrayList<String[]>();
    var matcher = DIRECTIVE.matcher(all);
    int at = 0;
    while (at < all.length()) {
      if (!matcher.region(at, all.length()).lookingAt()) {
        return Optional.empty();
      }
      at = matcher.end();
      if (matcher.group(1) != null) {
        var value = matcher.group(2) == null ? "" : matcher.group(2);
        var plain = value.startsWith("\"") ? value.substring(1, value.length() - 1) : value;
        directives.add(
            new String[] {
              matcher.group(1).toLowerCase(Locale.ROOT), plain.replaceAll("(?s)\\\\(.)", "$1")
            });
      }
    }
    return Optional.of(directives);
  }

  private static Duration seconds(BigInteger seconds) {
    return Duration.ofSeconds(seconds.longValueExact());
  }
}
