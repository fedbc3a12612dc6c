package dev.weir.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Hashes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FixtureRegistryDocumentsTest {
  private static final String ABBREVIATED =
      "Accept: application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";
  private static final String FULL = "Accept: application/json";

  private final FixtureRegistry registry = FixtureRegistry.start();
  private final RawHttp http;

  FixtureRegistryDocumentsTest() throws IOException {
    http = RawHttp.connect(registry.url());
  }

  @BeforeEach
  void fill() {
    registry.add(
        FixturePackage.of("lodash")
            .versions("4.17.20")
            .version("4.17.21", v -> v.dependsOn("tslib", "^2.0.0").installScript())
            .version("5.0.0-rc.1", v -> v.deprecated("too soon").platform("linux", "x64", "glibc"))
            .tag("latest", "4.17.21")
            .tag("next", "5.0.0-rc.1"));
    registry.add(FixturePackage.of("@scope/name").versions("1.0.0"));
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    registry.close();
  }

  @Test
  void fullDocumentHasWhatTheRealOneHas() throws IOException {
    var document = json("/lodash", FULL);

    assertThat(document.path("_id").asString()).isEqualTo("lodash");
    assertThat(document.path("_rev").asString()).isNotEmpty();
    assertThat(document.at("/dist-tags/latest").asString()).isEqualTo("4.17.21");
    assertThat(document.path("versions").propertyNames())
        .containsExactly("4.17.20", "4.17.21", "5.0.0-rc.1");
    assertThat(document.path("time").propertyNames())
        .containsExactly("created", "modified", "4.17.20", "4.17.21", "5.0.0-rc.1");
    assertThat(document.path("readme").asString()).isNotEmpty();
    var manifest = document.path("versions").path("4.17.21");
    assertThat(manifest.at("/dependencies/tslib").asString()).isEqualTo("^2.0.0");
    assertThat(manifest.path("_npmUser").isObject()).isTrue();
    assertThat(manifest.path("x-unknown").isObject()).isTrue();
    assertThat(manifest.path("dist").propertyNames())
        .containsExactly(
            "integrity", "shasum", "tarball", "fileCount", "unpackedSize", "signatures");
    assertThat(manifest.at("/dist/tarball").asString())
        .isEqualTo(registry.url() + "lodash/-/lodash-4.17.21.tgz");
    assertThat(document.path("versions").path("5.0.0-rc.1").path("deprecated").asString())
        .isEqualTo("too soon");
  }

  @Test
  void abbreviatedDocumentHasOnlyWhatAnInstallNeeds() throws IOException {
    var head = http.get("/lodash", ABBREVIATED).readHead();
    var document = parsed(http.readBody(head));

    assertThat(head.header("content-type")).contains("application/vnd.npm.install-v1+json");
    assertThat(document.propertyNames())
        .containsExactly("name", "modified", "dist-tags", "versions");
    var manifest = document.path("versions").path("4.17.21");
    assertThat(manifest.path("hasInstallScript").asBoolean()).isTrue();
    assertThat(manifest.has("scripts")).isFalse();
    assertThat(manifest.has("_npmUser")).isFalse();
    var binary = document.path("versions").path("5.0.0-rc.1");
    assertThat(binary.has("os")).isTrue();
    assertThat(binary.has("libc")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'',application/json",
    "'Accept: */*',application/json",
    "'Accept: application/json; q=1.0, */*',application/json",
    "'Accept: application/vnd.npm.install-v1+json',application/vnd.npm.install-v1+json",
    "'Accept: application/json;q=0.9, application/vnd.npm.install-v1+json;q=0.5',application/json"
  })
  void formFollowsTheAcceptHeader(String accept, String type) throws IOException {
    var head = (accept.isEmpty() ? http.get("/lodash") : http.get("/lodash", accept)).readHead();

    assertThat(head.header("content-type")).contains(type);
  }

  @Test
  void formsAndCodingsHaveDifferentEtagsAndEachIsRevalidated() throws IOException {
    var full = etag(FULL);
    var abbreviated = etag(ABBREVIATED);
    var gzip = etag(FULL, "Accept-Encoding: gzip, deflate");

    assertThat(full).matches("\"[0-9a-f]{32}\"").isNotEqualTo(abbreviated).isNotEqualTo(gzip);
    assertThat(abbreviated).isNotEqualTo(gzip);
    assertThat(status("/lodash", FULL, "If-None-Match: \"x\", " + full)).isEqualTo(304);
    assertThat(status("/lodash", ABBREVIATED, "If-None-Match: " + abbreviated)).isEqualTo(304);
    assertThat(status("/lodash", ABBREVIATED, "If-None-Match: " + full)).isEqualTo(200);
  }

  @Test
  void dateAloneIsEnoughForA304ButNotAgainstTheEtag() throws IOException {
    var head = http.get("/lodash").readHead();
    http.readBody(head);
    var since = "If-Modified-Since: " + head.header("last-modified").orElseThrow();

    assertThat(status("/lodash", since)).isEqualTo(304);
    assertThat(status("/lodash", since, "If-None-Match: \"other\"")).isEqualTo(200);
    assertThat(status("/lodash", "If-Modified-Since: Thu, 01 Jan 2015 00:00:00 GMT"))
        .isEqualTo(200);
  }

  @Test
  void gzipIsTheSameDocument() throws IOException {
    var head = http.get("/lodash", FULL, "Accept-Encoding: gzip").readHead();
    var body = http.readBody(head).bytes();

    assertThat(head.header("content-encoding")).contains("gzip");
    assertThat(head.header("vary")).contains("Accept, Accept-Encoding");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      assertThat(in.readAllBytes()).isEqualTo(body("/lodash", FULL).bytes());
    }
  }

  @Test
  void gzipValidatorsAndFreshnessCanBeTurnedOff() throws IOException {
    registry.change(now -> now.gzip(false).validators(false).cacheControl(""));

    var head = http.get("/lodash", "Accept-Encoding: gzip").readHead();

    assertThat(head.headers())
        .containsOnlyKeys("content-type", "vary", "content-length", "connection");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/@scope/name",
        "/@scope%2fname",
        "/@scope%2Fname",
        "/%40scope%2fname",
        "/@scope/name?write=true"
      })
  void scopeMayBeEncodedInAnyWayAndIsCountedUnderOneName(String path) throws IOException {
    assertThat(json(path).path("name").asString()).isEqualTo("@scope/name");
    assertThat(registry.requests("/@scope/name", 200)).isEqualTo(1);
  }

  @Test
  void versionsAndTagsHaveManifests() throws IOException {
    assertThat(json("/lodash/4.17.20").path("_id").asString()).isEqualTo("lodash@4.17.20");
    assertThat(json("/lodash/next").path("version").asString()).isEqualTo("5.0.0-rc.1");
    assertThat(json("/@scope%2fname/latest").path("version").asString()).isEqualTo("1.0.0");
    assertThat(json("/-/package/lodash/dist-tags").path("next").asString()).isEqualTo("5.0.0-rc.1");
    assertThat(status("/lodash/9.9.9")).isEqualTo(404);
  }

  @Test
  void absentPackageIsNotFound() throws IOException {
    var head = http.get("/absent").readHead();

    assertThat(head.status()).isEqualTo(404);
    assertThat(http.readBody(head).bytes()).asString(UTF_8).isEqualTo("{\"error\":\"not_found\"}");
  }

  @Test
  void pingAnswersAndPublishingIsNotAllowed() throws IOException {
    assertThat(body("/-/ping").bytes()).asString(UTF_8).isEqualTo("{}");
    http.request("PUT", "/lodash", "Content-Length: 0");
    assertThat(http.readHead().status()).isEqualTo(405);
  }

  @Test
  void headHasTheHeadersOfAGet() throws IOException {
    var get = http.get("/lodash").readHead();
    http.readBody(get);

    var head = http.request("HEAD", "/lodash").readHead();

    assertThat(head).isEqualTo(get);
    assertThat(status("/-/ping")).as("nothing was left in the connection").isEqualTo(200);
  }

  @Test
  void tarballIsServedWholeInRangesAndConditionally() throws IOException {
    var path = FixtureRegistry.tarballPath("lodash", "4.17.20");
    var whole = registry.tarball("lodash", "4.17.20").bytes();
    var size = whole.length;

    var head = http.get(path, "Accept-Encoding: gzip").readHead();
    assertThat(http.readBody(head).bytes()).isEqualTo(whole);
    assertThat(head.header("content-encoding")).isEmpty();

    var part = http.get(path, "Range: bytes=10-19").readHead();
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("content-range")).contains("bytes 10-19/" + size);
    assertThat(http.readBody(part).bytes()).hasSize(10).startsWith(whole[10], whole[11]);

    var end = http.get(path, "Range: bytes=-5").readHead();
    assertThat(http.readBody(end).bytes()).hasSize(5).endsWith(whole[size - 1]);
    assertThat(status(path, "Range: bytes=" + size + "-")).isEqualTo(416);
    assertThat(status(path, "Range: bytes=0-1,3-4")).isEqualTo(200);
    assertThat(status(path, "Range: bytes=0-1", "If-Range: \"other\"")).isEqualTo(200);
    assertThat(status(path, "If-None-Match: " + head.header("etag").orElseThrow())).isEqualTo(304);
  }

  @Test
  void hashesAreLeftOutAsTold() throws IOException {
    registry.add(FixturePackage.of("old").versions("1.0.0").hashes(Hashes.SHASUM_ONLY));

    var dist = json("/old").at("/versions/1.0.0/dist");

    assertThat(dist.path("shasum").asString()).isEqualTo(registry.tarball("old", "1.0.0").shasum());
    assertThat(dist.has("integrity")).isFalse();
  }

  @Test
  void tarballUrlsMayNameAnotherHost() throws IOException {
    registry.change(now -> now.tarballHost("http://canonical.example/"));

    assertThat(json("/lodash").at("/versions/4.17.20/dist/tarball").asString())
        .isEqualTo("http://canonical.example/lodash/-/lodash-4.17.20.tgz");
  }

  @Test
  void publishingChangesLatestTheTimesAndTheEtag() throws IOException {
    var before = etag(FULL);

    registry.publish("lodash", "4.17.22");
    registry.change("lodash", lodash -> lodash.tag("latest", "4.17.22"));

    var document = json("/lodash");
    assertThat(document.at("/dist-tags/latest").asString()).isEqualTo("4.17.22");
    assertThat(document.at("/time/modified")).isEqualTo(document.at("/time/4.17.22"));
    assertThat(status("/lodash", FULL, "If-None-Match: " + before)).isEqualTo(200);
  }

  @Test
  void unpublishedIsGone() throws IOException {
    registry.unpublish("lodash", "5.0.0-rc.1");
    assertThat(json("/lodash").path("versions").propertyNames()).hasSize(2);

    registry.unpublish("lodash");
    assertThat(status("/lodash")).isEqualTo(404);
  }

  @Test
  void relayIsAsBareAsTheRealOne() throws IOException {
    registry.change(now -> now.relay(true));

    var head = http.get("/lodash", ABBREVIATED, "Accept-Encoding: gzip").readHead();
    var document = parsed(http.readBody(head));

    assertThat(head.headers()).containsOnlyKeys("content-type", "content-length", "connection");
    assertThat(document.propertyNames())
        .containsExactly("_id", "name", "dist-tags", "versions", "time");
    assertThat(document.path("dist-tags").propertyNames()).containsExactly("latest");
    assertThat(document.path("time").propertyNames()).hasSize(3).doesNotContain("modified");
    assertThat(document.at("/time/4.17.20").asString())
        .isEqualTo("2016-02-29T10:11:12.345000+00:00");
    assertThat(document.at("/versions/4.17.21/dist").propertyNames())
        .containsExactly("integrity", "shasum", "tarball");
    assertThat(status("/lodash", "If-None-Match: *", "If-Modified-Since: x")).isEqualTo(200);
    var headOnly = http.request("HEAD", "/lodash").readHead();
    assertThat(headOnly.header("content-length")).isNotEqualTo(head.header("content-length"));
    assertThat(body("/absent").bytes()).isEmpty();
  }

  @Test
  void largePackumentHasAboutTheSizeAskedForAndItsGzipIsMuchSmaller() throws IOException {
    registry.add(FixturePackage.of("huge").versions(2_500).packumentBytes(20_000_000));

    var size = body("/huge").bytes().length;

    assertThat(size).isBetween(18_000_000, 22_000_000);
    assertThat(body("/huge", "Accept-Encoding: gzip").bytes().length).isLessThan(size / 5);
  }

  @Test
  void sameSeedMakesTheSameRegistry() throws IOException {
    registry.change(now -> now.tarballHost("http://canonical.example/"));
    var options = FixtureOptions.DEFAULTS.tarballHost("http://canonical.example/");
    try (var twin = FixtureRegistry.start(options);
        var other = FixtureRegistry.start(options.seed(8))) {
      twin.add(FixturePackage.of("@scope/name").versions("1.0.0"));
      other.add(FixturePackage.of("@scope/name").versions("1.0.0"));

      var bytes = body("/@scope/name").bytes();

      assertThat(bodyFrom(twin)).isEqualTo(bytes);
      assertThat(bodyFrom(other)).isNotEqualTo(bytes);
    }
  }

  @Test
  void registryMayLieBelowAPath() throws IOException {
    try (var below = FixtureRegistry.start(FixtureOptions.DEFAULTS.basePath("/api/npm/all/"))) {
      below.publish("lodash", "1.0.0");
      try (var client = RawHttp.connect(below.url())) {
        var document = parsed(client.readBody(client.get("/lodash").readHead()));
        client.send("GET /lodash HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(document.at("/versions/1.0.0/dist/tarball").asString())
            .isEqualTo(below.url() + "lodash/-/lodash-1.0.0.tgz");
        assertThat(client.readHead().status()).isEqualTo(404);
        assertThat(below.requests("/lodash")).isEqualTo(1);
      }
    }
  }

  @Test
  void tokenIsAskedForIfThereIsOne() throws IOException {
    registry.change(now -> now.token("secret"));

    assertThat(status("/lodash")).isEqualTo(401);
    assertThat(status("/lodash", "Authorization: Bearer secret")).isEqualTo(200);
    assertThat(registry.lastRequest("/lodash").header("Authorization")).contains("Bearer secret");
  }

  private static byte[] bodyFrom(FixtureRegistry other) throws IOException {
    try (var client = RawHttp.connect(other.url())) {
      return client.readBody(client.get("/@scope/name").readHead()).bytes();
    }
  }

  private String etag(String... headers) throws IOException {
    var head = http.get("/lodash", headers).readHead();
    http.readBody(head);
    return head.header("etag").orElseThrow();
  }

  private int status(String path, String... headers) throws IOException {
    var head = http.get(path, headers).readHead();
    http.readBody(head);
    return head.status();
  }

  private RawBody body(String path, String... headers) throws IOException {
    return http.readBody(http.get(path, headers).readHead());
  }

  private JsonNode json(String path, String... headers) throws IOException {
    return parsed(body(path, headers));
  }

  private static JsonNode parsed(RawBody body) {
    assertThat(body.complete()).isTrue();
    return JsonMapper.shared().readTree(body.bytes());
  }
}
