package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
