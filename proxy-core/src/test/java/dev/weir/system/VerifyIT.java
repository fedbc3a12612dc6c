package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /weir/v1/verify} with a disk that spoils what is on it. */
@LeaksCheckedAfterAll
class VerifyIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);
  private final Extension extension = new Extension(weir);

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void beforeTheFirstRunThereIsNone() {
    var report = extension.json("verify");

    assertThat(report.at("/state").asString()).isEqualTo("none");
    assertThat(report.at("/what").isNull()).isTrue();
  }

  @Test
  void soundTarballsAreReadAndStay() {
    var right = cached();
    publish();

    var all = verified("all");
    assertThat(all.at("/of").asInt()).isEqualTo(2);
    assertThat(all.at("/done").asInt()).isEqualTo(2);
    assertThat(all.at("/doneBytes").asLong()).isEqualTo(all.at("/ofBytes").asLong());
    assertThat(all.at("/doneBytes").asLong()).isGreaterThan(right.length);
    assertThat(all.at("/damaged")).isEmpty();
    assertThat(all.at("/endedAt").isNull()).isFalse();
    assertThat(verified("published").at("/done").asInt()).isEqualTo(1);
    assertThat(verified("cached").at("/done").asInt()).isEqualTo(1);
    assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
    assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
  }

  @Test
  void aSpoiledTarballOfAnOriginIsDroppedAndFetchedAgain() throws IOException {
    var right = cached();
    spoil("cache");

    var report = verified("all");

    assertThat(report.at("/damagedCached").asInt()).isEqualTo(1);
    assertThat(report.at("/damagedPublished").asInt()).isZero();
    var damaged = report.at("/damaged/0");
    assertThat(damaged.at("/kind").asString()).isEqualTo("cached");
    assertThat(damaged.at("/package").asString()).isEqualTo("pkg");
    assertThat(damaged.at("/connection").asString()).isEqualTo("public:npmjs");
    assertThat(damaged.at("/file").asString()).isEqualTo("pkg-1.0.0.tgz");
    assertThat(damaged.at("/notFetchedAgain").isNull()).isTrue();
    assertThat(report.at("/fetchedAgain").asInt()).isEqualTo(1);
    assertThat(report.at("/notFetchedAgain").asInt()).isZero();
    assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(1);
    assertThat(origin.requests("/" + TARBALL)).isEqualTo(2);
    origin.refuseConnections();
    assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
    var again = verified("all");
    assertThat(again.at("/of").asInt()).isEqualTo(1);
    assertThat(again.at("/damaged")).isEmpty();
  }

  /** A lockfile may still need it, though nothing but what was retained says where it is. */
  @Test
  void whatItsOriginNoLongerListsIsFetchedAgain() throws IOException {
    var clock = new ManualClock();
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0").tarballBytes(500_000));
    try (var aging = WeirUnderTest.of(clock, origin)) {
      var right = aging.bytes(TARBALL).body();
      origin.unpublish("pkg", "1.0.0");
      origin.page("/" + TARBALL, "application/octet-stream", right);
      clock.advance(Duration.ofHours(1));
      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofSeconds(2));
                assertThat(aging.get("pkg").body()).doesNotContain("1.0.0\"");
              });
      spoil(aging, "cache");

      assertThat(verified(new Extension(aging), "all").at("/fetchedAgain").asInt()).isEqualTo(1);
      origin.refuseConnections();
      assertThat(aging.bytes(TARBALL).body()).isEqualTo(right);
    }
  }

  @Test
  void aSpoiledTarballThatCannotBeFetchedAgainIsDroppedAndTold() throws IOException {
    cached();
    spoil("cache");
    origin.refuseConnections();

    var report = verified("all");

    assertThat(report.at("/damagedCached").asInt()).isEqualTo(1);
    assertThat(report.at("/fetchedAgain").asInt()).isZero();
    assertThat(report.at("/notFetchedAgain").asInt()).isEqualTo(1);
    assertThat(report.at("/damaged/0/notFetchedAgain").asString()).contains("public:npmjs");
    assertThat(weir.bytes(TARBALL).statusCode()).isNotEqualTo(200);
  }

  /** Another content under the same name is no replacement. */
  @Test
  void otherBytesThanThoseThatWereThereAreNotTaken() throws IOException {
    cached();
    spoil("cache");
    origin.page("/" + TARBALL, "application/octet-stream", new byte[500_000]);

    var report = verified("all");

    assertThat(report.at("/notFetchedAgain").asInt()).isEqualTo(1);
    assertThat(report.at("/damaged/0/notFetchedAgain").asString())
        .contains("is not what its packument says");
  }

  @Test
  void aNameThatIsOursNowIsNotAskedForAgain() throws IOException {
    origin.add(FixturePackage.of("@acme/tool").versions("1.0.0").tarballBytes(500_000));
    assertThat(weir.bytes("@acme/tool/-/tool-1.0.0.tgz").statusCode()).isEqualTo(200);
    spoil("cache");
    weir.restart("private-scopes=@acme");
    var mentions = origin.mentions("@acme/tool");

    var report = verified("all");

    assertThat(report.at("/damaged/0/notFetchedAgain").asString())
        .isEqualTo("no repository may ask connection public:npmjs for it");
    assertThat(mentions.found()).isEmpty();
  }

  @Test
  void aSpoiledPublishedTarballIsNamedAndStays() throws IOException {
    publish();
    spoil("ledger");

    var report = verified("all");

    assertThat(report.at("/damagedPublished").asInt()).isEqualTo(1);
    var damaged = report.at("/damaged/0");
    assertThat(damaged.at("/kind").asString()).isEqualTo("published");
    assertThat(damaged.at("/domain").asString()).isEqualTo("local");
    assertThat(damaged.at("/repository").asString()).isEqualTo("dev");
    assertThat(damaged.at("/package").asString()).isEqualTo("@lab/pkg");
    assertThat(damaged.at("/version").asString()).isEqualTo("1.0.0");
    assertThat(damaged.at("/problem").asString()).isNotBlank();
    assertThat(verified("cached").at("/damaged")).isEmpty();
    assertThat(verified("published").at("/damagedPublished").asInt()).isEqualTo(1);
  }

  @Test
  void aSpoiledPublishedTarballIsMendedByPublishingItAgain() throws IOException {
    publish();
    var right = weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body();
    spoil("ledger");

    publish();

    assertThat(verified("all").at("/damaged")).isEmpty();
    assertThat(weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(right);
    assertThat(publishing().statusCode()).isEqualTo(200);
  }

  @Test
  void aSpoiledPublishedTarballIsMendedByPublishingItElsewhere() throws IOException {
    publish();
    var right = weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body();
    spoil("ledger");

    assertThat(publishing(weir.registry("local/npm-store")).statusCode()).isEqualTo(201);

    assertThat(verified("all").at("/damaged")).isEmpty();
    assertThat(weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(right);
  }

  @Test
  void anOtherWordIsRefused() {
    var reply = extension.post("verify?what=some", "");

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("what: some (expected: all, published or cached)");
  }

  private byte[] cached() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(500_000));
    return weir.bytes(TARBALL).body();
  }

  private void publish() {
    var reply = publishing();
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
  }

  private HttpResponse<String> publishing() {
    return publishing(weir.registry());
  }

  private HttpResponse<String> publishing(String registry) {
    var version =
        PublishedVersion.of("@lab/pkg", "1.0.0").withFile("package/data.bin", new byte[400_000]);
    return weir.send(
        HttpRequest.newBuilder(URI.create(registry + "@lab%2fpkg"))
            .PUT(HttpRequest.BodyPublishers.ofString(version.json()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode verified(String what) {
    return verified(extension, what);
  }

  private static JsonNode verified(Extension extension, String what) {
    var begun = extension.post("verify?what=" + what, "");
    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    assertThat(JsonMapper.shared().readTree(begun.body()).at("/what").asString()).isEqualTo(what);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !extension.json("verify").at("/state").asString().equals("running"));
    var report = extension.json("verify");
    assertThat(report.at("/state").asString()).as(report.toString()).isEqualTo("done");
    return report;
  }

  /** Turns a byte in the middle of each blob file over, while the daemon is stopped. */
  private void spoil(String store) throws IOException {
    spoil(weir, store);
  }

  private static void spoil(WeirUnderTest weir, String store) throws IOException {
    weir.stop();
    try (var files = Files.list(weir.data().resolve(store))) {
      var blobs = files.filter(f -> f.toString().endsWith(".blob")).toList();
      assertThat(blobs).isNotEmpty();
      for (var file : blobs) {
        flip(file);
      }
    }
    weir.restart();
  }

  private static void flip(Path path) throws IOException {
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      long middle = file.length() / 2;
      file.seek(middle);
      int old = file.read();
      file.seek(middle);
      file.write(old ^ 0xff);
    }
  }
}
