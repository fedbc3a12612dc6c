package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Hashes;
import dev.weir.testing.server.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tarballs as they are asked for: whole, in part, conditionally, by HEAD. */
@LeaksCheckedAfterAll
class TarballIT {
  private static final String PATH = "pkg/-/pkg-1.0.0.tgz";

  @ParameterizedTest
  @ValueSource(ints = {5_000, 300_000, 3_000_000})
  void rangesAreServedColdStoredAndHot(int size) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(size));
      var right = origin.tarball("pkg", "1.0.0").bytes();

      // A part that is asked for cold comes out of the flight; a whole one keeps the flight going.
      if (size > 1 << 20) {
        assertThat(weir.bytes(PATH).body()).isEqualTo(right);
      }
      for (int i = 0; i < 3; i++) {
        var part = weir.bytes(PATH, "Range", "bytes=100-299");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("content-range"))
            .contains("bytes 100-299/" + right.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(right, 100, 300));
      }
      assertThat(weir.bytes(PATH, "Range", "bytes=-50").body())
          .isEqualTo(Arrays.copyOfRange(right, right.length - 50, right.length));
      assertThat(weir.bytes(PATH, "Range", "bytes=0-1,5-6").statusCode()).isEqualTo(200);
      var past = weir.bytes(PATH, "Range", "bytes=" + right.length + "-");
      assertThat(past.statusCode()).isEqualTo(416);
      assertThat(past.headers().firstValue("content-range")).contains("bytes */" + right.length);
      assertThat(weir.bytes(PATH, "Range", "bytes=0-9", "If-Range", "\"old\"").statusCode())
          .isEqualTo(200);
      assertThat(origin.requests("/" + PATH)).isEqualTo(1);
    }
  }

  @Test
  void theEtagIsTheDigestAndGetsA304EvenBeforeTheTarballIsHere() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var etag = "\"" + origin.tarball("pkg", "1.0.0").integrity() + "\"";

      var unchanged = weir.bytes(PATH, "If-None-Match", etag);

      assertThat(unchanged.statusCode()).isEqualTo(304);
      assertThat(origin.requests("/" + PATH)).isZero();
      var whole = weir.bytes(PATH);
      assertThat(whole.headers().firstValue("etag")).contains(etag);
      assertThat(whole.headers().firstValue("cache-control"))
          .contains("public, max-age=31536000, immutable");
      assertThat(weir.bytes(PATH).headers().firstValue("etag")).contains(etag);
    }
  }

  @Test
  void headDescribesAndDownloadsNothing() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));

      var before = weir.head(PATH);
      assertThat(before.statusCode()).isEqualTo(200);
      assertThat(origin.requests("/" + PATH)).isZero();

      var right = weir.bytes(PATH).body();
      var after = weir.head(PATH);
      assertThat(after.headers().firstValueAsLong("content-length")).hasValue(right.length);
      assertThat(after.headers().firstValue("accept-ranges")).contains("bytes");
    }
  }

  @Test
  void aTarballThatIsOnlyKnownByItsShasumIsChecked() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").hashes(Hashes.SHASUM_ONLY));
      origin.fault("/" + PATH, Fault.times(2).corrupt(100));

      assertThat(weir.bytes(PATH).statusCode()).isEqualTo(502);
      assertThat(weir.bytes(PATH).body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    }
  }

  @Test
  void aDocumentCannotSendWeirToAnotherHost() {
    try (var origin = FixtureRegistry.start();
        var elsewhere = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      elsewhere.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.change(options -> options.tarballHost(elsewhere.url()));
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");

      assertThat(weir.bytes(PATH).body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());

      assertThat(elsewhere.totalRequests()).isZero();
      assertThat(origin.requests("/" + PATH)).isEqualTo(1);
    }
  }

  @Test
  void aTarballBecomesHotAndIsThenServedWithoutTheStore() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var right = origin.tarball("pkg", "1.0.0").bytes();

      await()
          .untilAsserted(
              () -> {
                assertThat(weir.bytes(PATH).body()).isEqualTo(right);
                assertThat(weir.metric("weir_hot_hits_total")).isPositive();
              });
    }
  }

  @Test
  void aTarballThatTheOriginReplacedIsFetchedAgain() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "packument.force-interval=0s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.bytes(PATH);
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(50_000));
      weir.get("pkg", "Cache-Control", "no-cache");
      origin.resetCounters();

      var repository = weir.registry("local/npm-store");
      assertThat(weir.getUrl(repository + PATH).statusCode()).isEqualTo(200);

      assertThat(origin.requests("/" + PATH)).isLessThanOrEqualTo(1);
    }
  }

  /** Sent what it will refuse, npm would ask again for two minutes. */
  @Test
  void aClientThatExpectsOtherContentIsToldBothOnceThePackumentIsRevalidated() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "packument.force-interval=0s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.add(FixturePackage.of("other").versions("1.0.0"));
      var right = origin.tarball("pkg", "1.0.0").integrity();
      var wrong = origin.tarball("other", "1.0.0").integrity();

      assertThat(weir.bytes(PATH, "pacote-integrity", right).statusCode()).isEqualTo(200);
      assertThat(origin.requests("/pkg")).isEqualTo(1);

      for (int i = 2; i < 4; i++) {
        var told = weir.get(PATH, "pacote-integrity", wrong);
        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(Told.error(told)).contains(right, wrong, "pkg/-/pkg-1.0.0.tgz", "lockfile");
        assertThat(origin.requests("/pkg")).isEqualTo(i);
      }
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"packument\"")).isEqualTo(2);
      assertThat(weir.bytes(PATH, "pacote-integrity", right).statusCode()).isEqualTo(200);
      assertThat(weir.bytes(PATH, "pacote-integrity", "nonsense").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatKnowsOfNewerContentGetsIt() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "packument.force-interval=0s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(5000));
      var now = origin.tarball("pkg", "1.0.0");

      var got = weir.bytes(PATH, "pacote-integrity", now.integrity());

      assertThat(got.statusCode())
          .as(new String(got.body(), StandardCharsets.UTF_8))
          .isEqualTo(200);
      assertThat(got.body()).isEqualTo(now.bytes());
    }
  }

  @Test
  void anUnknownVersionIs404AndNotAskedOfTheOriginAsATarball() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");

      assertThat(weir.get("pkg/-/pkg-9.9.9.tgz").statusCode()).isEqualTo(404);

      assertThat(origin.requests("/pkg/-/pkg-9.9.9.tgz")).isZero();
    }
  }

  @Test
  void aVersionPublishedSinceIsFoundByItsTarball() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "packument.force-interval=0s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.publish("pkg", "1.1.0");

      assertThat(weir.bytes("pkg/-/pkg-1.1.0.tgz").body())
          .isEqualTo(origin.tarball("pkg", "1.1.0").bytes());
    }
  }
}
