package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The disk stays within the quota's promise, while clients are served. */
@LeaksCheckedAfterAll
class QuotaIT {
  private static final long MIB = 1 << 20;
  private static final long QUOTA = 64 * MIB;
  private static final int TARBALL = 2_000_000;

  @Test
  void twiceTheQuotaIsFetchedAndTheDiskComesBack() {
    try (var origin = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(origin, "storage.max-size=64MiB", "storage.eviction-interval=500ms")) {
      int count = (int) (2 * QUOTA / TARBALL) + 1;
      for (int i = 0; i < count; i++) {
        origin.add(FixturePackage.of("pkg-" + i).versions("1.0.0").tarballBytes(TARBALL));
        fetch(origin, weir, i);
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                fetch(origin, weir, count - 1);
                double live = weir.metric("weir_storage_live_bytes", "store=\"cache\"");
                assertThat(live).isLessThanOrEqualTo(QUOTA);
                // The promise's constant is for large stores; here it is held to far less.
                assertThat(size(weir.data().resolve("cache")))
                    .isLessThan((long) (1.5 * live) + 32 * MIB);
              });
      assertThat(weir.metric("weir_storage_evicted_bytes_total")).isGreaterThan(QUOTA / 2);

      // What was evicted is fetched again; what was used last is still here.
      origin.resetCounters();
      fetch(origin, weir, count - 1);
      assertThat(origin.tarballRequests()).isZero();
      fetch(origin, weir, 0);
      assertThat(origin.tarballRequests()).isEqualTo(1);
    }
  }

  @Test
  void whatTheOriginNoLongerOffersIsNeverEvicted() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(
                clock, origin, "storage.max-size=16MiB", "storage.eviction-interval=200ms")) {
      origin.add(FixturePackage.of("gone").versions("1.0.0").tarballBytes(TARBALL));
      var right = origin.tarball("gone", "1.0.0").bytes();
      var path = FixtureRegistry.tarballPath("gone", "1.0.0").substring(1);
      weir.bytes(path);
      origin.unpublish("gone");
      clock.advance(Duration.ofDays(1));
      // The reply does not wait for the version to be retained.
      await()
          .untilAsserted(
              () ->
                  assertThat(weir.get("gone", "Cache-Control", "no-cache").statusCode())
                      .isEqualTo(200));

      for (int i = 0; i < 20; i++) {
        origin.add(FixturePackage.of("pkg-" + i).versions("1.0.0").tarballBytes(TARBALL));
        clock.advance(Duration.ofMinutes(5));
        fetch(origin, weir, i);
      }

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(weir.metric("weir_storage_live_bytes", "store=\"cache\""))
                      .isLessThanOrEqualTo(16 * MIB));
      assertThat(weir.bytes(path).body()).isEqualTo(right);
    }
  }

  private static void fetch(FixtureRegistry origin, WeirUnderTest weir, int i) {
    var path = FixtureRegistry.tarballPath("pkg-" + i, "1.0.0").substring(1);
    assertThat(weir.bytes(path).body()).isEqualTo(origin.tarball("pkg-" + i, "1.0.0").bytes());
  }

  private static long size(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(QuotaIT::length).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file may go while it is looked at. */
  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }
}
