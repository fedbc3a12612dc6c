package dev.weir.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.weir.config.AuthSettings;
import dev.weir.model.DomainName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token counts for its domain until it expires, and nothing else counts. */
class AuthorizationTokensTest {
  private static final byte[] KEY = key("0123456789abcdef");
  private static final byte[] OTHER_KEY = key("fedcba9876543210");
  private static final DomainName TEAM = new DomainName("team");
  private static final DomainName OTHERS = new DomainName("others");
  private static final String ACCOUNT = "000000000000";

  private final SettableClock clock = new SettableClock();
  private final CountingSeal seal = new CountingSeal(new JwtSeal(KEY));
  private final AuthorizationTokens tokens = tokens(seal, 10);

  private AuthorizationTokens tokens(TokenSeal seal, int remembered) {
    return new AuthorizationTokens(
        seal, ACCOUNT, new AuthSettings("open", remembered), clock, UUID::randomUUID);
  }

  @Test
  void tokenCountsForItsDomain() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO);

    assertThat(tokens.verify(TEAM, token.text()))
        .isEqualTo(new TokenCheck.Valid("open", TEAM, token.expiration()));
  }

  @Test
  void zeroIsTwelveHours() {
    assertThat(tokens.issue(TEAM, "open", Duration.ZERO).expiration())
        .isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
  }

  @Test
  void durationIsWhatWasAskedFor() {
    assertThat(tokens.issue(TEAM, "open", Duration.ofMinutes(15)).expiration())
        .isEqualTo(Instant.parse("2026-01-01T00:15:00Z"));
    assertThat(tokens.issue(TEAM, "open", Duration.ofHours(12)).expiration())
        .isEqualTo(Instant.parse("2026-01-01T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1, 899, 43_201, Long.MAX_VALUE})
  void durationsOutsideTheRangeAreRefused(long seconds) {
    assertThat(TokenLifetime.allowed(Duration.ofSeconds(seconds))).isFalse();
    assertThatThrownBy(() -> tokens.issue(TEAM, "open", Duration.ofSeconds(seconds)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: 0 or 900 to 43200 seconds)");
  }

  @Test
  void principalsWithoutABoundAreRefused() {
    assertThatThrownBy(() -> tokens.issue(TEAM, "x".repeat(513), Duration.ZERO))
        .hasMessage("principal: 513 characters (expected: 1 to 512)");
    assertThatThrownBy(() -> tokens.issue(TEAM, "", Duration.ZERO))
        .hasMessage("principal: 0 characters (expected: 1 to 512)");
  }

  @Test
  void longestPrincipalFits() {
    var name = "\u20ac".repeat(AuthorizationTokens.MAX_PRINCIPAL);

    var token = tokens.issue(TEAM, name, Duration.ZERO);

    assertThat(token.text().length()).isLessThan(JwtSeal.MAX_LENGTH);
    assertThat(tokens.verify(TEAM, token.text()))
        .isEqualTo(new TokenCheck.Valid(name, TEAM, token.expiration()));
  }

  @Test
  void twoTokensAreNeverTheSame() {
    assertThat(tokens.issue(TEAM, "open", Duration.ZERO).text())
        .isNotEqualTo(tokens.issue(TEAM, "open", Duration.ZERO).text());
  }

  @Test
  void tokenExpiresAtItsTimeThoughItIsRemembered() {
    var token = tokens.issue(TEAM, "open", Duration.ofMinutes(15)).text();
    assertThat(tokens.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);

    clock.advance(Duration.ofMillis(899_249));
    assertThat(tokens.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);
    clock.advance(Duration.ofMillis(1));

    assertThat(tokens.verify(TEAM, token))
        .isEqualTo(new TokenCheck.Expired(TEAM, Instant.parse("2026-01-01T00:15:00Z")));
  }

  @Test
  void expiredAndForeignReadDifferently() {
    assertThat(new TokenCheck.Expired(TEAM, Instant.parse("2026-01-01T00:15:00Z")).message())
        .isEqualTo(
            "the authorization token for domain team expired at 2026-01-01T00:15:00Z: log in"
                + " again");
    assertThat(new TokenCheck.Foreign(TEAM).message())
        .isEqualTo(
            "the authorization token is not one that this server gave for domain team: log in to"
                + " it");
  }

  @Test
  void tokenOfAnotherDomainIsForeign() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();
    assertThat(tokens.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);

    assertThat(tokens.verify(OTHERS, token)).isEqualTo(new TokenCheck.Foreign(OTHERS));
  }

  @Test
  void expiredTokenOfAnotherDomainIsForeign() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();
    clock.advance(Duration.ofDays(1));

    assertThat(tokens.verify(OTHERS, token)).isEqualTo(new TokenCheck.Foreign(OTHERS));
  }

  @Test
  void tokenOfAnotherAccountOrDaemonIsForeign() {
    var settings = new AuthSettings("open", 10);
    var account = new AuthorizationTokens(KEY, "123456789012", settings, clock);
    var daemon = new AuthorizationTokens(OTHER_KEY, ACCOUNT, settings, clock);

    assertForeign(account.issue(TEAM, "open", Duration.ZERO).text());
    assertForeign(daemon.issue(TEAM, "open", Duration.ZERO).text());
  }

  @Test
  void tokenHoldsAfterARestart() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();

    var restarted = new AuthorizationTokens(KEY, ACCOUNT, AuthSettings.DEFAULTS, clock);

    assertThat(restarted.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);
  }

  @Test
  void everyChangedCharacterMakesItForeign() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();

    for (int i = 0; i < token.length(); i++) {
      for (char other : List.of('A', 'Q', '-', '.', '=', ' ', '\u00e9')) {
        if (token.charAt(i) != other) {
          assertForeign(token.substring(0, i) + other + token.substring(i + 1));
        }
      }
    }
  }

  @Test
  void tokenCanBeWrittenInOneWayOnly() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();
    int last = token.length() - 1;

    for (var form : List.of(token + "=", " " + token, token + "\n", token + ".", token + "*")) {
      assertForeign(form);
    }
    // Two bits of the last character of a signature say nothing.
    for (char c = 'A'; c <= 'z'; c++) {
      if (c != token.charAt(last)) {
        assertForeign(token.substring(0, last) + c);
      }
    }
  }

  @Test
  void otherAlgorithmsAreForeign() throws Exception {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("weir")
            .audience(ACCOUNT + "/team")
            .subject("open")
            .expirationTime(Date.from(clock.instant().plusSeconds(1000)))
            .build();
    var long512 = new SignedJWT(new JWSHeader(JWSAlgorithm.HS512), claims);
    long512.sign(new MACSigner("0123456789abcdef".repeat(4).getBytes(StandardCharsets.US_ASCII)));

    assertForeign(new PlainJWT(claims).serialize());
    assertForeign(long512.serialize());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b.c", "weir", "eyJhbGciOiJub25lIn0.e30."})
  void garbageIsForeign(String garbage) {
    assertForeign(garbage);
    assertForeign(garbage.repeat(100_000));
  }

  @Test
  void secondVerificationDoesNoCryptography() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();

    for (int i = 0; i < 100; i++) {
      assertThat(tokens.verify(TEAM, new String(token.toCharArray())))
          .isInstanceOf(TokenCheck.Valid.class);
    }

    assertThat(seal.opened()).isEqualTo(1);
  }

  @Test
  void garbageIsNotRemembered() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO).text();
    tokens.verify(TEAM, token);
    int checks = seal.opened();

    for (int i = 0; i < 1000; i++) {
      assertForeign(token + i);
      assertForeign("garbage" + i);
    }

    assertThat(tokens.remembered()).isEqualTo(1);
    assertThat(seal.opened()).isEqualTo(checks + 2000);
    assertThat(tokens.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);
    assertThat(seal.opened()).isEqualTo(checks + 2000);
  }

  @Test
  void noMoreTokensAreRememberedThanTheSetting() {
    var issued = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      issued.add(tokens.issue(TEAM, "open", Duration.ZERO).text());
    }

    for (var token : issued) {
      assertThat(tokens.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);
    }

    assertThat(tokens.remembered()).isLessThanOrEqualTo(10);
  }

  @Test
  void nothingIsRememberedIfTheSettingIsZero() {
    var forgetful = tokens(seal, 0);
    var token = forgetful.issue(TEAM, "open", Duration.ZERO).text();

    assertThat(forgetful.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);
    assertThat(forgetful.verify(TEAM, token)).isInstanceOf(TokenCheck.Valid.class);

    assertThat(forgetful.remembered()).isZero();
    assertThat(seal.opened()).isEqualTo(2);
  }

  @Test
  void tokenDoesNotShowInLogs() {
    var token = tokens.issue(TEAM, "open", Duration.ZERO);

    assertThat(token.toString()).isEqualTo("AuthorizationToken[expiration=2026-01-01T12:00:00Z]");
  }

  private void assertForeign(String text) {
    assertThat(tokens.verify(TEAM, text)).as(text).isEqualTo(new TokenCheck.Foreign(TEAM));
  }

  private static byte[] key(String half) {
    return half.repeat(2).getBytes(StandardCharsets.US_ASCII);
  }
}
