package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin that is there and will not answer us: 401, 403, 407 and 429. */
@LeaksCheckedAfterAll
class OriginRefusalIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void aRefusedPackumentOrTarballNamesTheCredentialKeyAndIsNever401(int status) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.add(FixturePackage.of("known").versions("1.0.0"));
      weir.get("known");
      origin.faultAll(Fault.always().status(status));

      for (var path : List.of("pkg", TARBALL, "known/-/known-1.0.0.tgz")) {
        var reply =
            Told.gatewayError(
                () -> weir.get(path), "external-connections.public:npmjs.token-env", "" + status);
        assertThat(reply.statusCode()).isEqualTo(502);
      }

      assertThat(weir.metric("weir_upstream_requests_seconds_count", "outcome=\"refused\""))
          .isPositive();
      // It answers, so the breaker has nothing to do.
      assertThat(weir.metric("weir_upstream_breaker_open")).isZero();
      origin.clearFaults();
      Told.nothingIsRememberedAsAbsent(weir, List.of("pkg", TARBALL, "known/-/known-1.0.0.tgz"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407, 429})
  void whatIsStoredIsServedStaleByARefusingOrigin(int status) {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var right = weir.bytes(TARBALL).body();
      weir.get("pkg");
      origin.faultAll(Fault.always().status(status));
      clock.advance(Duration.ofDays(30));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"stale\"")).isPositive();
    }
  }

  @Test
  void after429TheOriginIsLeftAloneForTarballsTooAndAskedAgainThen() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.add(FixturePackage.of("known").versions("1.0.0"));
      weir.get("known");
      origin.resetCounters();
      origin.faultAll(Fault.once().status(429, Duration.ofSeconds(3)));

      for (var path : List.of("pkg", TARBALL, "known/-/known-1.0.0.tgz")) {
        var reply = Told.gatewayError(() -> weir.get(path), "429");
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 3L);
      }
      assertThat(origin.totalRequests()).as("left alone").isEqualTo(1);

      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> weir.get("pkg").statusCode() == 200);
      Told.nothingIsRememberedAsAbsent(weir, List.of(TARBALL, "known/-/known-1.0.0.tgz"));
    }
  }
}
