package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A purge takes away what can be fetched again, and nothing else, whoever reads meanwhile. */
@LeaksCheckedAfterAll
class PurgeIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";
  private static final String NEWER = "pkg/-/pkg-1.1.0.tgz";

  @Test
  void theNextRequestsGoToTheOriginAgainOnce() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(20_000));
      var extension = new Extension(weir);
      warm(weir, "local/dev");
      warm(weir, "local/npm-store");
      origin.resetCounters();

      var purged = extension.purge("pkg");

      assertThat(purged.at("/package").asString()).isEqualTo("pkg");
      assertThat(purged.at("/version").isNull()).isTrue();
      assertThat(purged.at("/documents").asInt()).isEqualTo(1);
      assertThat(purged.at("/tarballs").asInt()).isEqualTo(1);
      assertThat(purged.at("/bytes").asLong()).isGreaterThan(20_000);
      assertThat(purged.at("/hotEntries").asInt()).isEqualTo(4);
      assertThat(purged.at("/kept").isEmpty()).isTrue();
      assertThat(extension.json("cache").at("/storage/documents").asLong()).isZero();
      assertThat(extension.json("cache").at("/storage/tarballs").asLong()).isZero();
      assertThat(extension.json("cache").at("/hot/entries").asLong()).isZero();

      warm(weir, "local/dev");
      warm(weir, "local/npm-store");
      assertThat(origin.requests("/pkg", 200)).isEqualTo(1);
      assertThat(origin.requests("/pkg")).isEqualTo(1);
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
    }
  }

  @Test
  void aPurgeHoldsOverARestart() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      warm(weir, "local/dev");
      new Extension(weir).purge("pkg");
      weir.restart();
      origin.resetCounters();

      warm(weir, "local/dev");

      assertThat(origin.requests("/pkg")).isEqualTo(1);
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
    }
  }

  @Test
  void otherPackagesAreLeftAlone() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.add(FixturePackage.of("@pkg/pkg").versions("1.0.0"));
      origin.add(FixturePackage.of("pkg-2").versions("1.0.0"));
      warm(weir, "local/dev");
      weir.get("pkg-2");
      weir.get("@pkg%2fpkg");
      origin.resetCounters();

      new Extension(weir).purge("pkg-2");
      warm(weir, "local/dev");
      weir.get("@pkg%2fpkg");

      assertThat(origin.totalRequests()).isZero();
      assertThat(new Extension(weir).purge("@pkg/pkg").at("/documents").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aPurgeIsALineInTheAuditLog(@TempDir Path folder) throws IOException {
    var file = folder.resolve("audit.log");
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "audit-log.file=" + file)) {
      new Extension(weir).purge("pkg", "1.0.0");
      weir.stop();

      assertThat(Files.readString(file))
          .contains("\"operation\":\"PurgeCache\",\"resource\":\"pkg@1.0.0\",\"status\":200")
          .contains("\"principal\":\"open\"", "\"from\":\"127.0.0.1\"");
    }
  }

  @Test
  void anUnknownPackageIsAllZeros() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      assertThat(new Extension(weir).purge("unknown").toString())
          .isEqualTo(
              "{\"package\":\"unknown\",\"version\":null,\"documents\":0,\"tarballs\":0,"
                  + "\"bytes\":0,\"hotEntries\":0,\"kept\":[]}");
    }
  }

  @Test
  void thatItIsAbsentIsForgotten() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      assertThat(weir.get("later").statusCode()).isEqualTo(404);
      origin.add(FixturePackage.of("later").versions("1.0.0"));
      assertThat(weir.get("later").statusCode()).isEqualTo(404);

      new Extension(weir).purge("later");

      assertThat(weir.get("later").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ofOneVersionOnlyItsTarballGoesAndThePackumentIsRevalidated() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
      warm(weir, "local/dev");
      fetch(weir, "local/dev", NEWER);
      origin.resetCounters();

      var purged = new Extension(weir).purge("pkg", "1.0.0");

      assertThat(purged.at("/version").asString()).isEqualTo("1.0.0");
      assertThat(purged.at("/documents").asInt()).isEqualTo(1);
      assertThat(purged.at("/tarballs").asInt()).isEqualTo(1);
      assertThat(purged.at("/kept").isEmpty()).isTrue();
      warm(weir, "local/dev");
      warm(weir, "local/dev");
      fetch(weir, "local/dev", NEWER);
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
      assertThat(origin.requests("/" + NEWER)).isZero();
      assertThat(origin.requests("/pkg", 304)).isEqualTo(1);
      assertThat(origin.requests("/pkg")).isEqualTo(1);
    }
  }

  @Test
  void ofOneVersionIsRevalidatedAfterARestartToo() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      warm(weir, "local/dev");
      new Extension(weir).purge("pkg", "1.0.0");
      origin.publish("pkg", "1.1.0");
      weir.restart();

      assertThat(weir.get("pkg").body()).contains("1.1.0");
    }
  }

  @Test
  void whatTheOriginNoLongerOffersIsKept() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
      var bytes = origin.tarball("pkg", "1.0.0").bytes();
      warm(weir, "local/dev");
      fetch(weir, "local/dev", NEWER);
      origin.unpublish("pkg", "1.0.0");
      // The reply does not wait for the version to be retained.
      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofHours(1));
                assertThat(weir.get("pkg").body()).doesNotContain("pkg-1.0.0.tgz");
                assertThat(weir.bytes(TARBALL).body()).isEqualTo(bytes);
                assertThat(origin.requests("/pkg", 200)).isGreaterThan(1);
              });

      var purged = new Extension(weir).purge("pkg");

      assertThat(purged.at("/tarballs").asInt()).isEqualTo(1);
      assertThat(purged.at("/kept").size()).isEqualTo(1);
      assertThat(purged.at("/kept/0/version").asString()).isEqualTo("1.0.0");
      assertThat(purged.at("/kept/0/reason").asString())
          .isEqualTo("no stored packument says that connection public:npmjs still offers it");
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(bytes);
      // Without a packument nothing can be said to be offered: a second purge keeps all.
      fetch(weir, "local/dev", NEWER);
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(bytes);
      assertThat(new Extension(weir).purge("pkg").at("/kept/0/version").asString())
          .isEqualTo("1.0.0");
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(bytes);
    }
  }

  @Test
  void whatTheOriginOffersWithOtherContentIsKept() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
      warm(weir, "local/dev");
      fetch(weir, "local/dev", NEWER);
      origin.change("pkg", pkg -> pkg.version("1.0.0", one -> one.tarballBytes(30_000)));
      clock.advance(Duration.ofHours(1));
      await()
          .untilAsserted(
              () -> {
                weir.get("pkg", "Cache-Control", "no-cache");
                assertThat(origin.requests("/pkg", 200)).isEqualTo(2);
              });

      var purged = new Extension(weir).purge("pkg");

      assertThat(purged.at("/tarballs").asInt()).isEqualTo(1);
      assertThat(purged.at("/kept").size()).isEqualTo(1);
      assertThat(purged.at("/kept/0/version").asString()).isEqualTo("1.0.0");
      assertThat(purged.at("/kept/0/reason").asString())
          .isEqualTo(
              "the stored packument of connection public:npmjs offers other content by this name");
      assertThat(new Extension(weir).json("cache").at("/storage/tarballs").asLong()).isEqualTo(1);
    }
  }

  @Test
  void nothingGoesWhileNothingCouldBeFetchedAgain() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      warm(weir, "local/dev");
      weir.restart("offline=true");

      var purged = new Extension(weir).purge("pkg");

      assertThat(purged.at("/documents").asInt()).isZero();
      assertThat(purged.at("/tarballs").asInt()).isZero();
      assertThat(purged.at("/kept/0/version").asString()).isEqualTo("1.0.0");
      assertThat(purged.at("/kept/0/reason").asString())
          .isEqualTo("offline is true: it could not be fetched again");
      warm(weir, "local/dev");
    }
  }

  @Test
  void aBlobThatAnotherConnectionsTarballNeedsStays() {
    try (var origin = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(
                origin,
                "external-connections.second.url=" + origin.url(),
                "bootstrap.domains.other.repositories.dev.external-connection=second")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(20_000));
      warm(weir, "local/dev");
      warm(weir, "other/dev");
      disconnect(weir, "other", "dev", "second");
      double live = weir.metric("weir_storage_live_bytes", "store=\"cache\"");

      var purged = new Extension(weir).purge("pkg");

      assertThat(purged.at("/tarballs").asInt()).isEqualTo(1);
      assertThat(purged.at("/bytes").asLong()).isLessThan(20_000);
      assertThat(purged.at("/kept/0/reason").asString())
          .isEqualTo("no repository is connected to second");
      assertThat(weir.metric("weir_storage_live_bytes", "store=\"cache\"")).isEqualTo(live);
      origin.stop();
      fetch(weir, "other/dev", TARBALL);
    }
  }

  @Test
  void aFlightThatWasUnderWayBringsNothingBack() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      // Its bytes are on their way from before the purge until long after it.
      origin.fault("/pkg", Fault.once().delayBody(Duration.ofSeconds(3)));
      var early = CompletableFuture.supplyAsync(() -> weir.get("pkg"));
      await().until(() -> origin.requests("/pkg") == 1);

      new Extension(weir).purge("pkg");
      origin.publish("pkg", "1.1.0");
      var late = weir.get("pkg");

      assertThat(late.body()).contains("1.1.0");
      assertThat(early.join().statusCode()).isEqualTo(200);
      assertThat(early.join().body()).doesNotContain("1.1.0");
      assertThat(origin.requests("/pkg")).isEqualTo(2);
      assertThat(weir.get("pkg").body()).contains("1.1.0");
      weir.restart();
      assertThat(weir.get("pkg").body()).contains("1.1.0");
      assertThat(origin.requests("/pkg")).isEqualTo(2);
    }
  }

  @Test
  void aRevalidationThatWasUnderWayBringsNothingBack() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      clock.advance(Duration.ofHours(1));
      origin.fault("/pkg", Fault.once().delay(Duration.ofSeconds(2)));
      var early = CompletableFuture.supplyAsync(() -> weir.get("pkg"));
      await().until(() -> origin.requests("/pkg") == 2);

      new Extension(weir).purge("pkg");
      weir.get("pkg");

      assertThat(early.join().statusCode()).isEqualTo(200);
      // The packument was fetched whole, since what was stored is gone.
      assertThat(origin.requests("/pkg", 200)).isEqualTo(2);
      assertThat(origin.requests("/pkg")).isEqualTo(3);
    }
  }

  @Test
  void fiftyClientsReadRightlyWhileItIsPurgedAgainAndAgain() throws NoSuchAlgorithmException {
    try (var origin = FixtureRegistry.start();
        var herd = new Herd();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(300_000));
      var packument = weir.get("pkg").body();
      var bytes = origin.tarball("pkg", "1.0.0").bytes();
      var extension = new Extension(weir);
      for (int round = 0; round < 5; round++) {
        var packuments = herd.start(Collections.nCopies(50, weir.uri("pkg")));
        var tarballs = herd.start(Collections.nCopies(50, weir.uri(TARBALL)));
        extension.purge("pkg");
        extension.purge("pkg", "1.0.0");

        for (var reply : packuments) {
          assertThat(reply.join().is(200)).as(reply.join().toString()).isTrue();
          assertThat(reply.join().sha512()).isEqualTo(sha512(Asked.bytes(packument)));
        }
        for (var reply : tarballs) {
          assertThat(reply.join().is(200)).as(reply.join().toString()).isTrue();
          assertThat(reply.join().sha512()).isEqualTo(sha512(bytes));
        }
      }

      extension.purge("pkg");
      origin.resetCounters();
      var last = herd.get(50, weir.uri("pkg"));
      assertThat(last).allMatch(reply -> reply.is(200));
      assertThat(origin.requests("/pkg")).isEqualTo(1);
      assertThat(origin.requests("/pkg", 200)).isEqualTo(1);
    }
  }

  /** Both, until they are in memory. */
  private static void warm(WeirUnderTest weir, String repository) {
    assertThat(weir.getUrl(weir.registry(repository) + "pkg").statusCode()).isEqualTo(200);
    fetch(weir, repository, TARBALL);
    await().until(() -> hot(weir, repository));
  }

  private static boolean hot(WeirUnderTest weir, String repository) {
    double before = weir.metric("weir_hot_hits_total");
    fetch(weir, repository, TARBALL);
    return weir.metric("weir_hot_hits_total") > before;
  }

  private static void fetch(WeirUnderTest weir, String repository, String path) {
    assertThat(weir.getUrl(weir.registry(repository) + path).statusCode()).isEqualTo(200);
  }

  private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
  }

  private static void disconnect(
      WeirUnderTest weir, String domain, String repository, String connection) {
    var uri =
        URI.create(
            weir.url()
                + "v1/repository/external-connection?domain=%s&repository=%s&external-connection=%s"
                    .formatted(domain, repository, connection));
    var reply =
        weir.send(
            HttpRequest.newBuilder(uri).DELETE().build(), HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
  }
}
