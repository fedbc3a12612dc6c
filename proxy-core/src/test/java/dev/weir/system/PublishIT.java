package dev.weir.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Packages that are published to a repository in front of a proxying one. */
class PublishIT {
  private static final PublishedVersion ONE = PublishedVersion.of("@lab/pkg", "1.0.0");

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  private HttpResponse<String> send(String method, String path, String body) {
    return weir.send(
        HttpRequest.newBuilder(URI.create(weir.registry() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> publish(PublishedVersion version) {
    return send("PUT", version.name().replace("/", "%2f"), version.json());
  }

  @Test
  void aPublishedVersionIsThereForWhoeverAsksAndTheOriginHearsNothing() {
    assertThat(weir.get("@lab%2fpkg", "npm-command", "publish").statusCode()).isEqualTo(404);
    var answer = publish(ONE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

    var packument = weir.get("@lab%2fpkg");
    assertThat(packument.statusCode()).isEqualTo(200);
    assertThat(packument.body())
        .contains("\"latest\":\"1.0.0\"")
        .contains("\"integrity\":\"" + ONE.integrity() + "\"")
        .contains("\"readme\":\"# @lab/pkg")
        .contains("\"tarball\":\"" + weir.registry() + "@lab/pkg/-/pkg-1.0.0.tgz\"");
    var tarball = weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz");
    assertThat(tarball.body()).isEqualTo(ONE.tarball());
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void theSameBytesAgainAreFineAndOthersAConflict() {
    publish(ONE);

    assertThat(publish(ONE).statusCode()).isEqualTo(200);
    var other = publish(ONE.with("description", "another"));
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("cannot publish over the previously published version 1.0.0");
    assertThat(weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(ONE.tarball());
  }

  @Test
  void aNewerVersionIsSeenAtOnceThoughThePackumentWasHot() {
    publish(ONE);
    for (int i = 0; i < 3; i++) {
      weir.get("@lab%2fpkg");
    }
    publish(PublishedVersion.of("@lab/pkg", "1.1.0"));

    assertThat(weir.get("@lab%2fpkg").body()).contains("\"latest\":\"1.1.0\"");
  }

  @Test
  void aNameThatWasRememberedAsAbsentIsThereOnceItIsPublished() {
    for (int i = 0; i < 3; i++) {
      assertThat(weir.get("late").statusCode()).isEqualTo(404);
    }
    assertThat(publish(PublishedVersion.of("late", "1.0.0")).statusCode()).isEqualTo(201);

    assertThat(weir.get("late").statusCode()).isEqualTo(200);
  }

  @Test
  void anOriginsHigherVersionIsNeverSeen() {
    publish(PublishedVersion.of("secret", "1.0.0"));
    origin.add(FixturePackage.of("secret").versions("99.0.0"));

    assertThat(weir.get("secret").body()).doesNotContain("99.0.0");
    assertThat(weir.get("secret/-/secret-99.0.0.tgz").statusCode()).isEqualTo(404);
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void aPackageOfTheOriginCannotBePublishedOver() {
    origin.add(FixturePackage.of("known").versions("1.0.0"));
    weir.bytes("known/-/known-1.0.0.tgz");

    var refused = publish(PublishedVersion.of("known", "2.0.0"));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    assertThat(refused.body()).contains("origin controls");
  }

  @Test
  void itIsThereAfterARestart() {
    publish(ONE);
    weir.restart();

    assertThat(weir.get("@lab%2fpkg").body()).contains("\"latest\":\"1.0.0\"");
    assertThat(weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(ONE.tarball());
  }

  @Test
  void tagsAreSetAndTakenAway() {
    publish(ONE);
    publish(PublishedVersion.of("@lab/pkg", "1.1.0"));

    assertThat(send("PUT", "-/package/@lab%2fpkg/dist-tags/old", "\"1.0.0\"").statusCode())
        .isEqualTo(201);
    assertThat(weir.get("-/package/@lab%2fpkg/dist-tags").body())
        .contains("\"old\":\"1.0.0\"")
        .contains("\"latest\":\"1.1.0\"");
    assertThat(send("DELETE", "-/package/@lab%2fpkg/dist-tags/old", "").statusCode())
        .isEqualTo(201);
    assertThat(weir.get("-/package/@lab%2fpkg/dist-tags").body()).doesNotContain("old");
    assertThat(send("DELETE", "-/package/@lab%2fpkg/dist-tags/latest", "").statusCode())
        .isEqualTo(400);
    assertThat(send("PUT", "-/package/@lab%2fpkg/dist-tags/v1", "\"1.0.0\"").statusCode())
        .isEqualTo(400);
    assertThat(send("PUT", "-/package/@lab%2fpkg/dist-tags/other", "\"7.0.0\"").statusCode())
        .isEqualTo(404);
  }

  /** A process that is killed would not show it: what it has written, the system still writes. */
  @Test
  void whatIsAnsweredIsWrittenThroughToTheDisk() {
    double before = syncs();
    publish(ONE);
    double published = syncs();
    weir.get("@lab%2fpkg");
    double read = syncs();
    assertThat(send("PUT", "-/package/@lab%2fpkg/dist-tags/stable", "\"1.0.0\"").statusCode())
        .isEqualTo(201);

    assertThat(published).isGreaterThan(before);
    assertThat(read).isEqualTo(published);
    assertThat(syncs()).isGreaterThan(read);
  }

  private double syncs() {
    return weir.metric("weir_storage_statistic", "statistic=\"log-syncs\"", "store=\"ledger\"");
  }

  @Test
  void whatIsAttestedOfAVersionComesWithItAndGoesWithIt() {
    var statement = "{\"predicateType\":\"https://slsa.example/provenance/v1\"}";
    var payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
    var bundle = "{\"dsseEnvelope\":{\"payload\":\"" + payload + "\"}}";
    var document = ONE.document();
    @SuppressWarnings("unchecked") // As PublishedVersion makes it.
    var attachments = (Map<String, Object>) requireNonNull(document.get("_attachments"));
    attachments.put(
        "@lab/pkg-1.0.0.sigstore",
        Map.of("content_type", "application/json", "data", bundle, "length", bundle.length()));

    var answer = send("PUT", "@lab%2fpkg", PublishedVersion.json(document));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var url = weir.registry() + "-/npm/v1/attestations/@lab/pkg@1.0.0";
    assertThat(weir.get("@lab%2fpkg").body())
        .contains("\"url\":\"" + url + "\"", "https://slsa.example/provenance/v1");
    assertThat(weir.getUrl(url).body()).contains(bundle);

    var written = weir.get("@lab%2fpkg?write=true").body();
    var revision = written.replaceAll("(?s).*\"_rev\":\"([^\"]+)\".*", "$1");
    assertThat(send("DELETE", "@lab%2fpkg/-rev/" + revision, "").statusCode()).isEqualTo(201);
    assertThat(weir.getUrl(url).statusCode()).isEqualTo(404);
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void ofVersionsThatDifferInBuildMetadataThereIsOne() {
    var shared = weir.registry("local/npm-store");
    assertThat(publish(PublishedVersion.of("@lab/pkg", "1.0.0+b1")).statusCode()).isEqualTo(201);
    assertThat(publish(PublishedVersion.of("@lab/pkg", "1.0.0+b1")).statusCode()).isEqualTo(200);

    for (var same : List.of("1.0.0", "1.0.0+b2")) {
      var again = publish(PublishedVersion.of("@lab/pkg", same));
      assertThat(again.statusCode()).isEqualTo(409);
      assertThat(again.body()).contains("cannot publish over", "1.0.0+b1");
    }

    var upstream = PublishedVersion.of("@lab/up", "1.1.0+b1").json();
    assertThat(put(shared + "@lab%2fup", upstream).statusCode()).isEqualTo(201);
    for (var same : List.of("1.1.0", "1.1.0+b1", "1.1.0+b2")) {
      var again = send("PUT", "@lab%2fup", PublishedVersion.of("@lab/up", same).json());
      assertThat(again.statusCode()).isEqualTo(409);
    }
    var next = send("PUT", "@lab%2fup", PublishedVersion.of("@lab/up", "1.1.1").json());
    assertThat(next.statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> put(String url, String body) {
    return weir.send(
        HttpRequest.newBuilder(URI.create(url))
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** npm sends back what it was shown, in which the hidden versions are not. */
  @Test
  void whatIsHiddenIsNotUnpublishedWithTheOthers() {
    publish(ONE);
    publish(PublishedVersion.of("@lab/pkg", "1.1.0"));
    publish(PublishedVersion.of("@lab/pkg", "1.2.0"));
    var statuses = weir.url() + "v1/package/versions/update_status?domain=local&repository=dev";
    var unlisted =
        weir.send(
            HttpRequest.newBuilder(URI.create(statuses + "&format=npm&namespace=lab&package=pkg"))
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"versions\":[\"1.0.0\"],\"targetStatus\":\"Unlisted\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(unlisted.body()).contains("\"1.0.0\"").contains("\"failedVersions\":{}");

    var written = weir.get("@lab%2fpkg?write=true").body();
    var revision = written.replaceAll("(?s).*\"_rev\":\"([^\"]+)\".*", "$1");
    var left = "{\"name\":\"@lab/pkg\",\"versions\":{\"1.1.0\":{}},\"dist-tags\":{}}";
    assertThat(send("PUT", "@lab%2fpkg/-rev/" + revision, left).statusCode()).isEqualTo(201);

    assertThat(weir.get("@lab%2fpkg/-/pkg-1.2.0.tgz").statusCode()).isEqualTo(404);
    assertThat(weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(ONE.tarball());
    assertThat(publish(ONE.with("description", "other")).statusCode()).isEqualTo(409);
  }

  @Test
  void whoeverSawAnOlderRevisionDoesNotUnpublish() {
    publish(ONE);
    var older = revision();
    publish(PublishedVersion.of("@lab/pkg", "1.1.0"));
    var left = "{\"name\":\"@lab/pkg\",\"versions\":{\"1.0.0\":{}},\"dist-tags\":{}}";

    for (var revision : List.of(older, "1-0")) {
      assertThat(send("PUT", "@lab%2fpkg/-rev/" + revision, left).statusCode()).isEqualTo(409);
      assertThat(send("DELETE", "@lab%2fpkg/-rev/" + revision, "").statusCode()).isEqualTo(409);
    }
    assertThat(weir.get("@lab%2fpkg").body()).contains("\"1.0.0\":{", "\"1.1.0\":{");
    assertThat(send("PUT", "@lab%2fpkg/-rev/" + revision(), left).statusCode()).isEqualTo(201);
    assertThat(weir.get("@lab%2fpkg").body()).doesNotContain("1.1.0");
  }

  @Test
  void ofTwoWhoUnpublishDifferentVersionsAtOnceOneGets409() {
    for (var version : List.of("1.0.0", "1.1.0", "1.2.0")) {
      publish(PublishedVersion.of("@lab/pkg", version));
    }
    var path = "@lab%2fpkg/-rev/" + revision();

    var answers =
        atOnce(
            List.of(
                () -> send("PUT", path, "{\"versions\":{\"1.1.0\":{},\"1.2.0\":{}}}"),
                () -> send("PUT", path, "{\"versions\":{\"1.0.0\":{},\"1.2.0\":{}}}")));

    assertThat(answers).containsExactlyInAnyOrder(201, 409);
    var left = weir.get("@lab%2fpkg").body();
    assertThat(left).contains("\"1.2.0\":{");
    assertThat(left.contains("\"1.0.0\":{")).isNotEqualTo(left.contains("\"1.1.0\":{"));
  }

  @Test
  void ofFourWhoUnpublishAPackageAtOnceOneDoesIt() {
    publish(ONE);
    var path = "@lab%2fpkg/-rev/" + revision();
    Supplier<HttpResponse<String>> delete = () -> send("DELETE", path, "");

    assertThat(atOnce(Collections.nCopies(4, delete)))
        .containsExactlyInAnyOrder(201, 409, 409, 409);
    assertThat(weir.get("@lab%2fpkg").statusCode()).isEqualTo(404);
  }

  private static List<Integer> atOnce(List<Supplier<HttpResponse<String>>> requests) {
    return requests.stream().map(CompletableFuture::supplyAsync).toList().stream()
        .map(answer -> answer.join().statusCode())
        .toList();
  }

  @Test
  void aTarballIsSaidToBeGoneOnceItsVersionIs() {
    publish(ONE);
    publish(PublishedVersion.of("@lab/pkg", "1.1.0"));
    var before = revision();
    var tarball = "@lab/pkg/-/pkg-1.0.0.tgz/-rev/";

    assertThat(send("DELETE", tarball + before, "").body()).contains("take the version out first");
    assertThat(send("DELETE", tarball + before, "").statusCode()).isEqualTo(409);
    assertThat(send("DELETE", "@lab/none/-/none-1.0.0.tgz/-rev/1-0", "").statusCode())
        .isEqualTo(404);

    send("PUT", "@lab%2fpkg/-rev/" + before, "{\"versions\":{\"1.1.0\":{}}}");
    assertThat(send("DELETE", tarball + before, "").statusCode()).isEqualTo(409);
    assertThat(send("DELETE", tarball + revision(), "").statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "@lab/pkg/-/other.tgz/-rev/" + revision(), "").statusCode())
        .isEqualTo(404);
  }

  /**
   * Of two who read the package and then deprecate different versions, neither undoes the other.
   */
  @Test
  void aDeprecationOfAnOlderRevisionIsAConflict() {
    publish(ONE);
    publish(PublishedVersion.of("@lab/pkg", "1.1.0"));
    var revision = revision();
    var first = deprecating(revision, "{\"1.0.0\":{\"deprecated\":\"a\"},\"1.1.0\":{}}");
    var second = deprecating(revision, "{\"1.0.0\":{},\"1.1.0\":{\"deprecated\":\"b\"}}");

    assertThat(send("PUT", "@lab%2fpkg", first).statusCode()).isEqualTo(201);
    var late = send("PUT", "@lab%2fpkg", second);

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("_rev: " + revision, "somebody else changed the package");
    assertThat(weir.get("@lab%2fpkg").body()).contains("\"deprecated\":\"a\"");
    // npm sends it again if it has not heard the answer.
    assertThat(send("PUT", "@lab%2fpkg", first).statusCode()).isEqualTo(200);
    var again = deprecating(revision(), "{\"1.1.0\":{\"deprecated\":\"b\"}}");
    assertThat(send("PUT", "@lab%2fpkg", again).statusCode()).isEqualTo(201);
    assertThat(weir.get("@lab%2fpkg").body()).contains("\"deprecated\":\"a\"", "\"b\"");
  }

  private static String deprecating(String revision, String versions) {
    return "{\"_id\":\"@lab/pkg\",\"_rev\":\"%s\",\"name\":\"@lab/pkg\",\"versions\":%s}"
        .formatted(revision, versions);
  }

  /** As npm reads it before it changes something. */
  private String revision() {
    var written = weir.get("@lab%2fpkg?write=true").body();
    return written.replaceAll("(?s).*\"_rev\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void whatIsPublishedUpstreamIsSeenDownstreamAtOnce() {
    var shared = weir.registry("local/npm-store");
    assertThat(weir.get("@lab%2fpkg", "npm-command", "publish").statusCode()).isEqualTo(404);
    var answer =
        weir.send(
            HttpRequest.newBuilder(URI.create(shared + "@lab%2fpkg"))
                .PUT(HttpRequest.BodyPublishers.ofString(ONE.json()))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(weir.get("@lab%2fpkg").body()).contains("\"latest\":\"1.0.0\"");
    assertThat(weir.bytes("@lab/pkg/-/pkg-1.0.0.tgz").body()).isEqualTo(ONE.tarball());
    // What this repository retained of it does not hide what comes after.
    var next = PublishedVersion.of("@lab/pkg", "1.1.0");
    weir.send(
        HttpRequest.newBuilder(URI.create(shared + "@lab%2fpkg"))
            .PUT(HttpRequest.BodyPublishers.ofString(next.json()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
    assertThat(weir.get("@lab%2fpkg").body()).contains("\"latest\":\"1.1.0\"");
    assertThat(origin.totalRequests()).isZero();
  }
}
