package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.config.AuthSettings;
import dev.weir.model.DomainName;
import dev.weir.testing.FuzzText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Any {@code Authorization} field is judged without an exception, and only the token that was given
 * counts, to the letter. {@code @} on the first line stands for that token, {@code #} for the
 * signed part of it, {@code %} for its signature; on the second line is what a basic field says.
 */
class TokenFuzzTest {
  private static final DomainName DOMAIN = new DomainName("team");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final AuthorizationTokens tokens =
      new AuthorizationTokens(
          new JwtSeal("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII)),
          "000000000000",
          new AuthSettings("open", 10),
          () -> NOW,
          () -> new UUID(1, 2));
  private final String given = tokens.issue(DOMAIN, "open", Duration.ZERO).text();

  @FuzzTest(maxDuration = "")
  void onlyWhatWasGivenCounts(byte[] data) {
    var lines = FuzzText.fields(data);
    assertJudged(written(FuzzText.at(lines, 0)));
    var basic = written(FuzzText.at(lines, 1)).getBytes(StandardCharsets.ISO_8859_1);
    assertJudged("Basic " + Base64.getEncoder().encodeToString(basic));
  }

  private void assertJudged(String field) {
    var token = PresentedToken.in(field);

    boolean basic = field.regionMatches(true, 0, "Basic", 0, 5);
    token.ifPresent(text -> assertThat(basic || field.contains(text)).isTrue());
    assertWorth(field);
    token.ifPresent(this::assertWorth);
    assertThat(tokens.remembered()).isLessThanOrEqualTo(1);
  }

  private void assertWorth(String text) {
    boolean valid = tokens.verify(DOMAIN, text) instanceof TokenCheck.Valid;

    assertThat(valid).as(text).isEqualTo(text.equals(given));
  }

  private String written(String line) {
    int dot = given.lastIndexOf('.');
    return line.replace("@", given)
        .replace("#", given.substring(0, dot))
        .replace("%", given.substring(dot + 1));
  }
}
