package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a packument looks like to a client, in every representation. */
@LeaksCheckedAfterAll
class PackumentIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ABBREVIATED =
      "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*";

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0", "2.0.0-beta.1"));
    origin.change("pkg", p -> p.tag("latest", "1.1.0").tag("next", "2.0.0-beta.1"));
    origin.add(FixturePackage.of("@scope/pkg").versions("1.0.0"));
    origin.add(FixturePackage.of("huge").versions(800).packumentBytes(6_000_000));
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void theFullFormIsTheOriginsDocumentButForItsUrls() {
    var ours = weir.get("pkg").body();
    var theirs = weir.getUrl(origin.url() + "pkg").body();

    assertThat(ours).isEqualTo(theirs.replace(origin.url(), weir.registry()));
  }

  @Test
  void theAbbreviatedFormHasTheAllowedFieldsAndTime() {
    var reply = weir.get("pkg", "Accept", ABBREVIATED);
    var document = JSON.readTree(reply.body());

    assertThat(reply.headers().firstValue("content-type"))
        .contains("application/vnd.npm.install-v1+json");
    assertThat(document.propertyNames())
        .containsExactlyInAnyOrder("name", "modified", "dist-tags", "versions", "time");
    assertThat(document.at("/versions/1.0.0").propertyNames())
        .contains("name", "version", "dist")
        .doesNotContain("scripts", "_id", "maintainers", "readme");
    assertThat(document.at("/versions/1.0.0/dist/tarball").asString())
        .isEqualTo(weir.registry() + "pkg/-/pkg-1.0.0.tgz");
  }

  @Test
  void noAcceptAndAnyAcceptGetTheFullForm() {
    assertThat(weir.get("pkg").headers().firstValue("content-type")).contains("application/json");
    assertThat(weir.get("pkg", "Accept", "*/*").headers().firstValue("content-type"))
        .contains("application/json");
  }

  @Test
  void gzipIsTheSameDocumentWithAnEtagOfItsOwn() throws IOException {
    var identity = weir.bytes("pkg");
    var gzip = weir.bytes("pkg", "Accept-Encoding", "gzip,deflate");

    assertThat(gzip.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(gunzip(gzip.body())).isEqualTo(identity.body());
    assertThat(gzip.headers().firstValue("etag"))
        .isPresent()
        .isNotEqualTo(identity.headers().firstValue("etag"));
    assertThat(gzip.headers().firstValue("vary")).contains("Accept, Accept-Encoding");
  }

  @Test
  void aLargePackumentIsTheSameInEveryCodingColdAndWarm() throws IOException {
    var theirs = weir.getUrl(origin.url() + "huge").body().replace(origin.url(), weir.registry());

    for (int i = 0; i < 2; i++) {
      var identity = weir.bytes("huge");
      assertThat(new String(identity.body(), StandardCharsets.UTF_8)).isEqualTo(theirs);
      assertThat(identity.headers().firstValueAsLong("content-length"))
          .hasValue(identity.body().length);
      var gzip = weir.bytes("huge", "Accept-Encoding", "gzip");
      assertThat(new String(gunzip(gzip.body()), StandardCharsets.UTF_8)).isEqualTo(theirs);
    }
    assertThat(origin.requests("/huge")).isEqualTo(2);
  }

  @Test
  void anEtagGetsA304WithoutABody() {
    for (var coding : List.of("identity", "gzip")) {
      var first = weir.bytes("pkg", "Accept-Encoding", coding);
      var etag = first.headers().firstValue("etag").orElseThrow();

      var second = weir.bytes("pkg", "Accept-Encoding", coding, "If-None-Match", etag);

      assertThat(second.statusCode()).isEqualTo(304);
      assertThat(second.body()).isEmpty();
      assertThat(second.headers().firstValue("etag")).contains(etag);
    }
    assertThat(weir.bytes("pkg", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void headHasTheHeadersOfGet() {
    var get = weir.bytes("pkg");
    var head = weir.head("pkg");

    assertThat(head.statusCode()).isEqualTo(200);
    for (var name : List.of("etag", "last-modified", "content-type", "vary", "cache-control")) {
      assertThat(head.headers().firstValue(name)).isEqualTo(get.headers().firstValue(name));
    }
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(get.body().length);
  }

  @Test
  void bothScopeEncodingsAreOnePackage() {
    var first = weir.get("@scope%2fpkg");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(weir.get("@scope%2Fpkg").body()).isEqualTo(first.body());
    assertThat(weir.get("@scope/pkg").body()).isEqualTo(first.body());
    assertThat(weir.get("%40scope%2fpkg").body()).isEqualTo(first.body());
    assertThat(weir.bytes("@scope%2fpkg/-/pkg-1.0.0.tgz").body())
        .isEqualTo(origin.tarball("@scope/pkg", "1.0.0").bytes());
  }

  @Test
  void aManifestIsServedByVersionAndByTag() {
    var byVersion = manifest("pkg/1.0.0");
    var byTag = manifest("pkg/next");

    assertThat(byVersion.at("/version").asString()).isEqualTo("1.0.0");
    assertThat(byVersion.at("/dist/tarball").asString())
        .isEqualTo(weir.registry() + "pkg/-/pkg-1.0.0.tgz");
    assertThat(byTag.at("/version").asString()).isEqualTo("2.0.0-beta.1");
    assertThat(weir.get("pkg/9.9.9").statusCode()).isEqualTo(404);
  }

  @Test
  void distTagsAreServed() {
    var tags = manifest("-/package/pkg/dist-tags");

    assertThat(tags.at("/latest").asString()).isEqualTo("1.1.0");
    assertThat(tags.at("/next").asString()).isEqualTo("2.0.0-beta.1");
    assertThat(weir.get("-/package/pkg/dist-tags/next").body()).isEqualTo("\"2.0.0-beta.1\"");
    assertThat(weir.get("-/package/@scope%2fpkg/dist-tags").statusCode()).isEqualTo(200);
  }

  @Test
  void everyBaseUrlGetsTarballsOfItsOwn() {
    var port = java.net.URI.create(weir.url()).getPort();
    var localhost = "http://localhost:" + port + "/npm/local/dev/";

    var document = JSON.readTree(weir.getUrl(localhost + "pkg").body());

    assertThat(document.at("/versions/1.0.0/dist/tarball").asString())
        .isEqualTo(localhost + "pkg/-/pkg-1.0.0.tgz");
  }

  private static JsonNode manifest(String path) {
    var reply = weir.get(path);
    assertThat(reply.statusCode()).isEqualTo(200);
    return JSON.readTree(reply.body());
  }

  private static byte[] gunzip(byte[] bytes) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
  }
}
