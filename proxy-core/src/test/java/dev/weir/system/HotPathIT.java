package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What is answered out of memory must be what the long way would answer. */
@LeaksCheckedAfterAll
class HotPathIT {
  private static final String[] CONDITIONS = {"status=\"updating\"", "kind=\"packument\""};

  @Test
  void theHotAnswerIsTheFirstOneOverAgain() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var first = weir.bytes("pkg", "Accept-Encoding", "gzip");

      var second = weir.bytes("pkg", "Accept-Encoding", "gzip");

      assertThat(second.body()).isEqualTo(first.body());
      var fields = second.headers().map().keySet();
      assertThat(fields).isEqualTo(first.headers().map().keySet());
      for (var field : fields) {
        if (!field.equals("date")) {
          assertThat(second.headers().allValues(field))
              .as(field)
              .isEqualTo(first.headers().allValues(field));
        }
      }
    }
  }

  @Test
  void theHotTarballIsTheFirstOneOverAgain() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(300_000));
      weir.bytes("pkg/-/pkg-1.0.0.tgz");
      var stored = weir.bytes("pkg/-/pkg-1.0.0.tgz");

      await()
          .untilAsserted(
              () -> {
                assertThat(weir.bytes("pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(stored.body());
                assertThat(weir.metric("weir_hot_hits_total")).isPositive();
              });
      var etag = stored.headers().firstValue("etag").orElseThrow();
      var unchanged = weir.bytes("pkg/-/pkg-1.0.0.tgz", "If-None-Match", etag);
      assertThat(unchanged.statusCode()).isEqualTo(304);
      assertThat(unchanged.headers().firstValue("etag")).contains(etag);
      var part = weir.bytes("pkg/-/pkg-1.0.0.tgz", "Range", "bytes=10-19");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).hasSize(10);
    }
  }

  @Test
  void aLongTarballComesIntoMemoryWhenItIsAskedForAgain() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(3_000_000));
      var first = weir.bytes("pkg/-/pkg-1.0.0.tgz");

      await()
          .untilAsserted(
              () -> {
                assertThat(weir.bytes("pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(first.body());
                assertThat(weir.metric("weir_hot_bytes")).isGreaterThanOrEqualTo(3_000_000);
              });

      var hits = weir.metric("weir_hot_hits_total");
      assertThat(weir.bytes("pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(first.body());
      assertThat(weir.metric("weir_hot_hits_total")).isGreaterThan(hits);
      var part = weir.bytes("pkg/-/pkg-1.0.0.tgz", "Range", "bytes=1000000-1000999");
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(first.body(), 1_000_000, 1_001_000));
    }
  }

  @Test
  void aPackageThatWasAbsentIsFoundAsSoonAsTheNegativeEntryEnds() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      for (int i = 0; i < 5; i++) {
        assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
      }
      assertThat(origin.requests("/pkg")).isEqualTo(1);
      assertThat(weir.get("pkg").body()).contains("package not found: pkg");
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      clock.advance(Duration.ofSeconds(61));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoeverForcesARevalidationIsNotToldTheRemembered404() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      weir.get("pkg");
      weir.get("pkg");
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      clock.advance(Duration.ofSeconds(2));

      assertThat(weir.get("pkg", "Cache-Control", "no-cache").statusCode()).isEqualTo(200);
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whileAPackumentIsStaleOneRequestLooksAndTheOthersAreAnsweredOutOfMemory() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      var known = weir.get("pkg").headers().firstValue("etag");
      origin.stop();
      clock.advance(Duration.ofMinutes(6));

      var before = weir.metric("weir_hot_hits_total");
      for (int i = 0; i < 10; i++) {
        var answer = weir.get("pkg");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("etag")).isEqualTo(known);
      }

      assertThat(weir.metric("weir_hot_hits_total")).isGreaterThanOrEqualTo(before + 9);
      assertThat(weir.metric("weir_cache_requests_total", CONDITIONS)).isPositive();
    }
  }

  private static void awaitAbsence(ManualClock clock, WeirUnderTest weir) {
    await()
        .untilAsserted(
            () -> {
              clock.advance(Duration.ofMillis(1500));
              assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
            });
  }

  @Test
  void aPackageThatTheOriginTookDownDoesNotComeBackOutOfMemory() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      weir.get("pkg");
      origin.unpublish("pkg");
      clock.advance(Duration.ofMinutes(6));
      awaitAbsence(clock, weir);

      for (int i = 0; i < 5; i++) {
        clock.advance(Duration.ofMillis(1500));
        assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
        assertThat(weir.get("pkg").statusCode()).isEqualTo(404);
      }
    }
  }

  @Test
  void norDoesItUnderAnotherAddressOfThisServer() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var other = weir.registry().replace("127.0.0.1", "localhost") + "pkg";
      for (int i = 0; i < 2; i++) {
        assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
        assertThat(weir.getUrl(other).statusCode()).isEqualTo(200);
      }
      origin.unpublish("pkg");
      clock.advance(Duration.ofMinutes(6));
      awaitAbsence(clock, weir);

      assertThat(weir.getUrl(other).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void eachRequestCountsOnceInTheHotCache() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(new ManualClock(), origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      var misses = weir.metric("weir_hot_misses_total");
      var hits = weir.metric("weir_hot_hits_total");

      for (int i = 0; i < 5; i++) {
        weir.get("pkg");
      }
      assertThat(weir.metric("weir_hot_hits_total")).isEqualTo(hits + 5);
      assertThat(weir.metric("weir_hot_misses_total")).isEqualTo(misses);

      weir.get("pkg", "Accept", "application/vnd.npm.install-v1+json");
      assertThat(weir.metric("weir_hot_hits_total")).isEqualTo(hits + 5);
    }
  }

  @Test
  void whoeverIsTold304RenewsWhatIsInMemory() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var etag = weir.get("pkg").headers().firstValue("etag").orElseThrow();
      weir.get("pkg");
      clock.advance(Duration.ofHours(1));

      assertThat(weir.get("pkg", "If-None-Match", etag).statusCode()).isEqualTo(304);

      var hits = weir.metric("weir_cache_requests_total", "status=\"hit\"");
      assertThat(weir.get("pkg", "If-None-Match", etag).statusCode()).isEqualTo(304);
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      assertThat(weir.metric("weir_cache_requests_total", "status=\"hit\"")).isEqualTo(hits + 2);
    }
  }

  @Test
  void whatIsPastStaleWhileRevalidateIsNeverAnsweredOutOfMemoryAlone() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      weir.get("pkg");
      origin.publish("pkg", "1.1.0");
      clock.advance(Duration.ofMinutes(16));

      assertThat(weir.get("pkg").body()).contains("1.1.0");
    }
  }
}
