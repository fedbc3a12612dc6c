package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin that says it has nothing: what is retained, else 404, remembered for a while. */
@LeaksCheckedAfterAll
class OriginAbsenceIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 451})
  void anAbsentPackageIs404InJsonAndRememberedOnceForAllItsPaths(int status) {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.faultAll(Fault.always().status(status));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
      var again = weir.get("pkg", "Accept", "application/vnd.npm.install-v1+json");
      var tarball = weir.get(TARBALL);

      assertThat(again.statusCode()).isEqualTo(404);
      assertThat(Told.error(again)).isNotEmpty();
      assertThat(tarball.statusCode()).isEqualTo(404);
      assertThat(Told.error(tarball)).isNotEmpty();
      assertThat(origin.totalRequests()).isEqualTo(1);
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"negative\""))
          .isEqualTo(1);

      origin.clearFaults();
      clock.advance(Duration.ofSeconds(61));
      assertThat(weir.get("pkg").statusCode()).as("it has expired").isEqualTo(200);
      assertThat(weir.bytes(TARBALL).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void negativeEntriesAreBoundedInNumber() {
    try (var origin = FixtureRegistry.start();
        // A route repeats its own 404 for a second, so hardly any route may be remembered.
        var weir =
            WeirUnderTest.of(
                origin, "packument.negative-entries=10", "http.max-remembered-routes=2")) {
      for (int i = 0; i < 200; i++) {
        assertThat(weir.get("absent-" + i).statusCode()).isEqualTo(404);
      }
      origin.resetCounters();

      for (int i = 0; i < 200; i++) {
        assertThat(weir.get("absent-" + i).statusCode()).isEqualTo(404);
      }

      // With room for ten, most must have been forgotten.
      assertThat(origin.totalRequests()).isGreaterThan(150);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 451})
  void whatIsRetainedIsShownAndServedAndTheRestIsGone(int status) {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
      var right = weir.bytes(TARBALL).body();
      origin.faultAll(Fault.always().status(status));

      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofDays(1));
                var shown = weir.get("pkg");
                assertThat(shown.statusCode()).isEqualTo(200);
                assertThat(shown.body()).contains("1.0.0").doesNotContain("1.1.0");
              });
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
      assertThat(weir.get("pkg/-/pkg-1.1.0.tgz").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aTarballThatOnlyTheOriginLostIs404AndItsPackumentStays() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.fault("/" + TARBALL, Fault.always().status(404));

      var reply = weir.get(TARBALL);

      assertThat(reply.statusCode()).isEqualTo(404);
      assertThat(Told.error(reply)).isNotEmpty();
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      origin.clearFaults();
      assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
    }
  }
}
