package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.auth.AuthorizationTokens;
import dev.weir.auth.TokenCheck;
import dev.weir.config.AuthSettings;
import dev.weir.model.DomainName;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What GetAuthorizationToken gives, and for how long. */
class TokenOperationTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private final ControlUnderTest control = new ControlUnderTest(CLOCK);

  @BeforeEach
  void make() {
    control.ask("POST", "/v1/domain?domain=team", "");
  }

  @ParameterizedTest
  @CsvSource({"'', 43200", "&duration=0, 43200", "&duration=900, 900", "&duration=43200, 43200"})
  void aTokenCountsAsLongAsWasAskedForAndForItsDomain(String duration, long seconds) {
    var answer = control.ask("POST", "/v1/authorization-token?domain=team" + duration, "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/expiration").asDouble())
        .isEqualTo((double) (NOW.getEpochSecond() + seconds));
    var token = answer.body().at("/authorizationToken").asString();
    var tokens =
        new AuthorizationTokens(new byte[32], "000000000000", AuthSettings.DEFAULTS, CLOCK);
    assertThat(tokens.verify(new DomainName("team"), token)).isInstanceOf(TokenCheck.Valid.class);
    assertThat(tokens.verify(new DomainName("other"), token))
        .isInstanceOf(TokenCheck.Foreign.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "899", "43201", "-1", "x", "", "1.5", "99999999999999999999"})
  void anotherDurationIsRefused(String duration) {
    var answer =
        control.ask("POST", "/v1/authorization-token?domain=team&duration=" + duration, "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("duration: ");
  }

  @Test
  void anUnknownDomainHasNone() {
    var answer = control.ask("POST", "/v1/authorization-token?domain=none", "");

    assertThat(answer.error()).isEqualTo("ResourceNotFoundException");
    assertThat(answer.body().at("/resourceType").asString()).isEqualTo("domain");
  }
}
