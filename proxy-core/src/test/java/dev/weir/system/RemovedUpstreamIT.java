package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions that an origin takes back after they were installed. */
class RemovedUpstreamIT {
  private static FixtureRegistry origin() {
    return FixtureRegistry.start()
        .add(FixturePackage.of("pad").versions("1.0.0", "1.0.1"))
        .add(FixturePackage.of("evil").versions("1.0.0", "1.0.1-malware"));
  }

  /** Later than any freshness. */
  private static void later(ManualClock clock) {
    clock.advance(Duration.ofHours(1));
  }

  /** What is refreshed behind a request is there at one of the next ones. */
  private static void eventually(ManualClock clock, Runnable assertion) {
    await()
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofSeconds(2));
              assertion.run();
            });
  }

  /** A stop waits until what was fetched is retained. */
  private static void awaitRetained(WeirUnderTest weir) {
    weir.restart();
  }

  @Test
  void aVersionThatVanishedIsNotOfferedAndItsLockfilesStillWork() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin)) {
      var tarball = weir.bytes("pad/-/pad-1.0.1.tgz").body();
      assertThat(weir.get("pad").body()).contains("\"latest\":\"1.0.1\"");
      origin.unpublish("pad", "1.0.1");
      later(clock);

      eventually(
          clock,
          () -> {
            assertThat(weir.get("pad").body())
                .contains("\"latest\":\"1.0.0\"")
                .doesNotContain("1.0.1");
          });
      assertThat(weir.bytes("pad/-/pad-1.0.1.tgz").body()).isEqualTo(tarball);
      // In the repository addressed and in the one that is connected.
      await().until(() -> weir.metric("weir_removed_versions_total") == 2);
      weir.restart();
      assertThat(weir.bytes("pad/-/pad-1.0.1.tgz").body()).isEqualTo(tarball);
    }
  }

  @Test
  void whoeverWantsNoLockfileToHaveItIsObeyed() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin, "tarball.serve-removed=false")) {
      for (int i = 0; i < 3; i++) {
        assertThat(weir.bytes("evil/-/evil-1.0.1-malware.tgz").statusCode()).isEqualTo(200);
      }
      origin.unpublish("evil", "1.0.1-malware");
      later(clock);

      eventually(
          clock,
          () -> {
            assertThat(weir.get("evil").body()).doesNotContain("malware");
            var refused = weir.get("evil/-/evil-1.0.1-malware.tgz");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("was removed by its origin");
          });
      assertThat(weir.bytes("evil/-/evil-1.0.0.tgz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPackageThatVanishedAsAWholeIsStillInstalledByRange() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin)) {
      weir.bytes("pad/-/pad-1.0.1.tgz");
      origin.unpublish("pad");
      later(clock);

      eventually(
          clock,
          () -> {
            assertThat(weir.get("pad").body()).contains("1.0.1").doesNotContain("1.0.0\"");
          });
      assertThat(weir.bytes("pad/-/pad-1.0.1.tgz").statusCode()).isEqualTo(200);
      assertThat(weir.metric("weir_removed_versions_total")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasRemovedStaysSoWhenTheWholePackageVanishes(boolean served) {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin, "tarball.serve-removed=" + served)) {
      weir.bytes("evil/-/evil-1.0.0.tgz");
      weir.bytes("evil/-/evil-1.0.1-malware.tgz");
      origin.unpublish("evil", "1.0.1-malware");
      later(clock);
      eventually(
          clock,
          () -> {
            assertThat(weir.get("evil").body()).doesNotContain("malware");
            assertThat(weir.metric("weir_removed_versions_total")).isEqualTo(2);
          });
      origin.unpublish("evil");
      later(clock);

      eventually(
          clock,
          () -> {
            assertThat(weir.get("evil").body()).contains("1.0.0").doesNotContain("malware");
            assertThat(origin.requests("/evil", 404)).isPositive();
          });
      clock.advance(Duration.ofDays(1));
      assertThat(weir.get("evil").body()).contains("1.0.0").doesNotContain("malware");
      assertThat(weir.bytes("evil/-/evil-1.0.1-malware.tgz").statusCode())
          .isEqualTo(served ? 200 : 403);
    }
  }

  @Test
  void whoFetchesTarballsAloneHearsOfARemoval() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin, "tarball.serve-removed=false")) {
      weir.bytes("evil/-/evil-1.0.1-malware.tgz");
      awaitRetained(weir);
      origin.unpublish("evil", "1.0.1-malware");
      clock.advance(Duration.ofDays(1));

      var refused = weir.get("evil/-/evil-1.0.1-malware.tgz");

      assertThat(refused.statusCode()).isEqualTo(403);
      await().until(() -> weir.metric("weir_removed_versions_total") == 2);
    }
  }

  @Test
  void aRemovalIsReportedThoughOnlyTarballsAreFetched() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin)) {
      var tarballs = List.of("pad/-/pad-1.0.0.tgz", "pad/-/pad-1.0.1.tgz");
      tarballs.forEach(tarball -> weir.bytes(tarball));
      awaitRetained(weir);
      origin.unpublish("pad", "1.0.1");
      clock.advance(Duration.ofDays(1));

      tarballs.forEach(
          tarball -> assertThat(weir.bytes(tarball).statusCode()).as(tarball).isEqualTo(200));

      await().until(() -> weir.metric("weir_removed_versions_total") == 2);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tarballsAloneCostOneQuestionInAFreshTime(boolean served) {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir =
            WeirUnderTest.of(
                clock, origin, "tarball.recheck-entries=1", "tarball.serve-removed=" + served)) {
      var tarballs = List.of("pad/-/pad-1.0.0.tgz", "pad/-/pad-1.0.1.tgz");
      tarballs.forEach(tarball -> weir.bytes(tarball));
      assertThat(origin.requests("/pad")).isEqualTo(1);
      weir.restart();
      tarballs.forEach(tarball -> weir.bytes(tarball));
      assertThat(origin.requests("/pad")).as("fresh").isEqualTo(1);
      clock.advance(Duration.ofDays(1));

      for (int i = 0; i < 3; i++) {
        tarballs.forEach(tarball -> weir.bytes(tarball));
        weir.restart();
      }

      assertThat(origin.requests("/pad")).isEqualTo(2);
    }
  }

  @Test
  void withoutRoomForAQuestionNoneIsAskedBehindATarball() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin, "tarball.max-rechecks=0")) {
      weir.bytes("pad/-/pad-1.0.1.tgz");
      awaitRetained(weir);
      clock.advance(Duration.ofDays(1));

      assertThat(weir.bytes("pad/-/pad-1.0.1.tgz").statusCode()).isEqualTo(200);
      // Stopping waits for whatever is behind replies.
      weir.restart();

      assertThat(origin.requests("/pad")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tarballsAreServedWhileTheOriginCannotSayWhetherItRemovedThem(boolean served) {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin, "tarball.serve-removed=" + served)) {
      var tarball = weir.bytes("pad/-/pad-1.0.1.tgz").body();
      origin.stop();
      clock.advance(Duration.ofDays(1));

      assertThat(weir.bytes("pad/-/pad-1.0.1.tgz").body()).isEqualTo(tarball);
    }
  }

  @Test
  void aVersionThatComesBackIsOfferedAgain() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin)) {
      weir.bytes("pad/-/pad-1.0.1.tgz");
      origin.unpublish("pad", "1.0.1");
      later(clock);
      eventually(
          clock,
          () -> {
            assertThat(weir.get("pad").body()).doesNotContain("1.0.1");
          });
      origin.publish("pad", "1.0.1");
      later(clock);

      eventually(
          clock,
          () -> {
            assertThat(weir.get("pad").body()).contains("1.0.1");
          });
    }
  }
}
