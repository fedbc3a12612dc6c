package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /weir/v1/publish}: a tarball into several repositories, or into none. */
@LeaksCheckedAfterAll
class PublishToIT {
  private static final PublishedVersion ONE =
      PublishedVersion.of("@lab/pkg", "1.0.0")
          .with("bin", "cli.js")
          .withFile("package/readme.md", "# Ours".getBytes(StandardCharsets.UTF_8));
  private static final String BOTH = "repository=team/lib&repository=team%2Fapp";

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir =
      WeirUnderTest.of(
          origin,
          "publish.max-tarball=1MiB",
          "bootstrap.domains.team.repositories.app.upstreams=lib",
          "bootstrap.domains.team.repositories.lib.description=more",
          "bootstrap.domains.team.repositories.npm.external-connection=public:npmjs");
  private final Extension extension = new Extension(weir);

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void theVersionIsInEveryRepositoryAsIfNpmHadPublishedIt() {
    var reply = publish(BOTH, ONE);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
    var report = json(reply);
    assertThat(report.toString())
        .isEqualTo(
            """
            {"package":"@lab/pkg","version":"1.0.0","tag":"latest","repositories":[\
            {"domain":"team","repository":"app","outcome":"published","detail":null},\
            {"domain":"team","repository":"lib","outcome":"published","detail":null}]}""");
    for (var repository : List.of("team/app", "team/lib")) {
      var packument = packument(repository);
      assertThat(packument.at("/dist-tags/latest").asString()).isEqualTo("1.0.0");
      assertThat(packument.at("/readme").asString()).isEqualTo("# Ours");
      assertThat(packument.at("/description").asString()).isEqualTo("made to be published");
      var manifest = packument.at("/versions/1.0.0");
      assertThat(manifest.at("/_id").asString()).isEqualTo("@lab/pkg@1.0.0");
      assertThat(manifest.at("/bin/pkg").asString()).isEqualTo("cli.js");
      assertThat(manifest.at("/dist/integrity").asString()).isEqualTo(ONE.integrity());
      assertThat(manifest.at("/dist/fileCount").asInt()).isEqualTo(3);
      assertThat(manifest.at("/dist/tarball").asString())
          .isEqualTo(weir.registry(repository) + "@lab/pkg/-/pkg-1.0.0.tgz");
      var tarball =
          weir.send(
              HttpRequest.newBuilder(
                      URI.create(weir.registry(repository) + "@lab/pkg/-/pkg-1.0.0.tgz"))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(tarball.body()).isEqualTo(ONE.tarball());
    }
    var held = extension.json("who-has?package=@lab/pkg").at("/repositories");
    assertThat(held.at("/0/versions/0/entry").asString()).isEqualTo("app");
    assertThat(held.at("/1/versions/0/entry").asString()).isEqualTo("lib");
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void theSameAgainChangesNothing() {
    publish(BOTH, ONE);
    var before = packument("team/app").at("/_rev").asString();

    var again = publish(BOTH, ONE);

    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(outcomes(again)).containsExactly("unchanged", "unchanged");
    assertThat(packument("team/app").at("/_rev").asString()).isEqualTo(before);
  }

  @Test
  void whatOneOfThemHasAlreadyIsLeftAsItIs() {
    publish("repository=team/lib", ONE);

    var reply = publish(BOTH, ONE);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
    assertThat(outcomes(reply)).containsExactly("published", "unchanged");
    assertThat(packument("team/app").at("/versions/1.0.0").isObject()).isTrue();
  }

  @Test
  void otherBytesInOneOfThemAreAConflictForAll() {
    publish("repository=team/lib", ONE.with("description", "another"));

    var reply = publish(BOTH, ONE);

    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(outcomes(reply)).containsExactly("held-back", "conflict");
    assertThat(json(reply).at("/message").asString())
        .isEqualTo(
            "nothing was published: team/lib: cannot publish over the previously published version"
                + " 1.0.0");
    assertThat(extension.json("who-has?package=@lab/pkg").at("/repositories").size()).isEqualTo(1);
  }

  @Test
  void aRepositoryThatBlocksPublishingIsARefusalForAll() {
    origin.add(FixturePackage.of("known").versions("1.0.0"));
    weir.getUrl(weir.registry("team/npm") + "known/-/known-1.0.0.tgz");
    publish("repository=team/lib", PublishedVersion.of("known", "2.0.0").with("x", 1));

    var reply = publish(BOTH + "&repository=team/npm", PublishedVersion.of("known", "2.0.0"));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(403);
    assertThat(outcomes(reply)).containsExactly("held-back", "conflict", "denied");
    assertThat(json(reply).at("/error").asString())
        .contains("team/lib: cannot", "; team/npm: publishing known to team/npm is blocked");
  }

  @Test
  void whatAnUpstreamBeyondThemHasIsAConflict() {
    publish("repository=team/lib", ONE);

    var reply = publish("repository=team/app", ONE);

    assertThat(reply.statusCode()).isEqualTo(409);
    assertThat(reply.body()).contains("cannot publish over @lab/pkg@1.0.0, which team/lib has");
  }

  @Test
  void theTagIsTheOneThatWasAskedFor() {
    publish(BOTH, ONE);

    var reply = publish(BOTH + "&tag=next", PublishedVersion.of("@lab/pkg", "2.0.0-rc.1"));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
    assertThat(packument("team/lib").at("/dist-tags").toString())
        .isEqualTo("{\"latest\":\"1.0.0\",\"next\":\"2.0.0-rc.1\"}");
  }

  @Test
  void itIsThereAfterARestart() {
    publish(BOTH, ONE);
    weir.restart();

    assertThat(packument("team/app").at("/versions/1.0.0").isObject()).isTrue();
    assertThat(packument("team/lib").at("/versions/1.0.0").isObject()).isTrue();
  }

  @Test
  void manyAtATimeAllComeToAnEnd() {
    var sent = new ArrayList<CompletableFuture<Integer>>();
    for (int i = 0; i < 6; i++) {
      var version = PublishedVersion.of("@lab/pkg", "1.0." + i);
      // In the order in which they are named turns would be taken crosswise.
      var query =
          i % 2 == 0
              ? "repository=team/app&repository=team/lib"
              : "repository=team/lib&repository=team/app";
      sent.add(CompletableFuture.supplyAsync(() -> publish(query, version).statusCode()));
    }

    assertThat(sent.stream().map(CompletableFuture::join)).containsOnly(201);
    assertThat(packument("team/app").at("/versions").size()).isEqualTo(6);
    assertThat(packument("team/lib").at("/versions").size()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';400;0 repositories (expected: 1 to 20",
        "repository=team;400;repository: team (expected: DOMAIN/REPOSITORY)",
        "repository=team/app&repository=local/dev;400;(expected: repositories of one domain)",
        "repository=team/none;404;repository not found: team/none",
        "repository=team/app&tga=x;400;tga (expected: repository, tag)",
        "repository=team/app&tag=v1;400;dist-tag: v1",
        "repository=team/app&tag=;400;dist-tag:"
      })
  void whatCannotBeAskedIsRefused(String query, int status, String words) {
    var reply = publish(query, ONE);

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(json(reply).at("/message").asString()).contains(words);
  }

  @Test
  void moreRepositoriesThanCanBeAreRefused() {
    var query =
        String.join("&", IntStream.range(0, 21).mapToObj(i -> "repository=team/r" + i).toList());

    assertThat(publish(query, ONE).body()).contains("21 repositories (expected: 1 to 20");
  }

  @Test
  void aTarballThatNpmWouldNotPublishIsRefused() {
    var bad =
        Stream.of(
            ONE.with("private", true),
            ONE.with("name", "UPPER"),
            ONE.with("version", "1.0"),
            ONE.withFile("package/package.json", "[]".getBytes(StandardCharsets.UTF_8)),
            ONE.withFile("package/package.json", "{}".getBytes(StandardCharsets.UTF_8)),
            ONE.withFile("package/../evil", new byte[1]),
            ONE.withFile("other/file", new byte[1]));

    assertThat(bad.map(version -> publish(BOTH, version)))
        .allSatisfy(
            reply -> {
              assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
              assertThat(json(reply).at("/message").asString()).contains("expected: ");
            });
    assertThat(send(BOTH, "no tarball".getBytes(StandardCharsets.UTF_8)).body())
        .contains("it is no gzip");
    assertThat(send(BOTH, new byte[0]).statusCode()).isEqualTo(400);
    assertThat(extension.json("status").at("/storage/ledger/blobs").asLong()).isZero();
  }

  @Test
  void oneThatIsTooLongIsRefused() {
    var reply = send(BOTH, new byte[(1 << 20) + 1]);

    assertThat(reply.statusCode()).isEqualTo(413);
  }

  private HttpResponse<String> publish(String query, PublishedVersion version) {
    return send(query, version.tarball());
  }

  private HttpResponse<String> send(String query, byte[] body) {
    return Asked.post(
        weir,
        URI.create(weir.url() + "weir/v1/publish" + (query == null ? "" : "?" + query)),
        body,
        "Content-Type",
        "application/octet-stream");
  }

  private JsonNode packument(String repository) {
    return JsonMapper.shared()
        .readTree(weir.getUrl(weir.registry(repository) + "@lab%2fpkg").body());
  }

  private static List<String> outcomes(HttpResponse<String> reply) {
    return json(reply)
        .at("/repositories")
        .valueStream()
        .map(one -> one.at("/outcome").asString())
        .toList();
  }

  private static JsonNode json(HttpResponse<String> reply) {
    return JsonMapper.shared().readTree(reply.body());
  }
}
