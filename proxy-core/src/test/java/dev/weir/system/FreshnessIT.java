package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a packument is served before its origin is asked again, and how. */
@LeaksCheckedAfterAll
class FreshnessIT {
  @Test
  void aFreshPackumentIsServedWithoutAskingTheOrigin() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      clock.advance(Duration.ofMinutes(4));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);

      assertThat(origin.requests("/pkg")).isEqualTo(1);
      assertThat(weir.metric("weir_cache_requests_total", "status=\"hit\"")).isEqualTo(1);
    }
  }

  @Test
  void aStalePackumentIsServedAtOnceWhileItIsRevalidatedBehind() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.publish("pkg", "1.1.0");
      clock.advance(Duration.ofMinutes(6));

      assertThat(weir.get("pkg").body()).doesNotContain("1.1.0");

      await().untilAsserted(() -> assertThat(origin.requests("/pkg")).isEqualTo(2));
      clock.advance(Duration.ofSeconds(2));
      await().untilAsserted(() -> assertThat(weir.get("pkg").body()).contains("1.1.0"));
      assertThat(weir.metric("weir_cache_requests_total", "status=\"updating\"")).isPositive();
    }
  }

  @Test
  void anExpiredPackumentIsRevalidatedConditionallyFirst() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      clock.advance(Duration.ofHours(1));

      weir.get("pkg");

      assertThat(origin.requests("/pkg", 304)).isEqualTo(1);
      assertThat(weir.metric("weir_cache_requests_total", "status=\"revalidated\"")).isEqualTo(1);
      origin.publish("pkg", "1.1.0");
      clock.advance(Duration.ofHours(1));
      assertThat(weir.get("pkg").body()).contains("1.1.0");
      assertThat(weir.metric("weir_cache_requests_total", "status=\"expired\"")).isEqualTo(1);
    }
  }

  @Test
  void aClientWaitsForARevalidationNoLongerThanItsDeadline() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin, "packument.revalidate-deadline=300ms")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      clock.advance(Duration.ofHours(1));
      origin.fault("/pkg", Fault.always().delay(Duration.ofSeconds(4)));

      var before = System.nanoTime();
      var stale = weir.get("pkg");

      assertThat(stale.statusCode()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
      assertThat(weir.metric("weir_cache_requests_total", "status=\"stale\"")).isEqualTo(1);
    }
  }

  @Test
  void noCacheForcesARevalidationButOnlyOnceASecond() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.publish("pkg", "1.1.0");
      clock.advance(Duration.ofSeconds(5));

      assertThat(weir.get("pkg", "Cache-Control", "no-cache").body()).contains("1.1.0");
      weir.get("pkg", "Cache-Control", "no-cache");

      assertThat(origin.requests("/pkg")).isEqualTo(2);
    }
  }

  @Test
  void anOriginWithoutValidatorsThatSendsTheSameBytesChangesNothing() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.change(options -> options.validators(false));
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var first = weir.get("pkg");
      clock.advance(Duration.ofHours(1));

      var second = weir.get("pkg");

      assertThat(origin.requests("/pkg", 200)).isEqualTo(2);
      assertThat(second.headers().firstValue("etag")).isEqualTo(first.headers().firstValue("etag"));
      assertThat(weir.metric("weir_cache_requests_total", "status=\"revalidated\"")).isEqualTo(1);
    }
  }

  @Test
  void anAbsentPackageIsAskedForAgainAfterAMinute() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      assertThat(weir.get("later").statusCode()).isEqualTo(404);
      origin.add(FixturePackage.of("later").versions("1.0.0"));
      assertThat(weir.get("later").statusCode()).isEqualTo(404);
      assertThat(weir.metric("weir_cache_requests_total", "status=\"negative\"")).isEqualTo(1);

      clock.advance(Duration.ofSeconds(61));

      assertThat(weir.get("later").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void offlineNeverAsksTheOrigin() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.resetCounters();

      weir.restart("offline=true");

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      var missing = weir.get("other");
      assertThat(missing.statusCode()).isEqualTo(502);
      assertThat(missing.body()).contains("offline");
      assertThat(weir.get("pkg/-/pkg-1.0.0.tgz").statusCode()).isEqualTo(502);
      assertThat(weir.get("other/-/other-1.0.0.tgz").statusCode()).isEqualTo(502);
      assertThat(origin.totalRequests()).isZero();
    }
  }
}
