package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code /weir/v1} reports, and what it refuses. */
@LeaksCheckedAfterAll
class ExtensionIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  @Test
  void statusSaysWhatWasAskedAndWhatThereIs() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(50_000));
      var extension = new Extension(weir);
      assertThat(extension.json("status").at("/cache/hitRatio").isNull()).isTrue();

      weir.get("pkg");
      weir.get("pkg");
      weir.get("pkg");
      weir.bytes(TARBALL);
      weir.bytes(TARBALL);
      clock.advance(Duration.ofSeconds(90));

      var status = extension.json("status");
      assertThat(status.at("/product").asString()).isEqualTo("weir");
      assertThat(status.at("/startedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
      assertThat(status.at("/uptimeSeconds").asLong()).isEqualTo(90);
      assertThat(status.at("/account").asString()).isEqualTo("000000000000");
      assertThat(status.at("/region").asString()).isEqualTo("us-east-1");
      assertThat(status.at("/authMode").asString()).isEqualTo("open");
      assertThat(status.at("/offline").asBoolean()).isFalse();
      assertThat(status.at("/health/status").asString()).isEqualTo("ready");
      assertThat(status.at("/cache/hits").asLong()).isEqualTo(3);
      assertThat(status.at("/cache/misses").asLong()).isEqualTo(2);
      assertThat(status.at("/cache/hitRatio").asDouble()).isEqualTo(0.6);
      assertThat(status.at("/cache/bytesFetched").asLong()).isGreaterThan(50_000);
      assertThat(status.at("/cache/bytesSaved").asLong()).isGreaterThan(50_000);
      assertThat(status.at("/storage/cache/blobs").asLong()).isEqualTo(2);
      assertThat(status.at("/storage/cache/liveBytes").asLong()).isGreaterThan(50_000);
      assertThat(status.at("/storage/cache/maxBytes").asLong()).isEqualTo(20L << 30);
      assertThat(status.at("/catalog/domains").asLong()).isEqualTo(1);
      assertThat(status.at("/catalog/repositories").asLong()).isEqualTo(2);
      var connection = status.at("/connections/0");
      assertThat(connection.at("/name").asString()).isEqualTo("public:npmjs");
      assertThat(connection.at("/url").asString()).isEqualTo(origin.url());
      assertThat(connection.at("/state").asString()).isEqualTo("ok");
      assertThat(connection.at("/detail").isNull()).isTrue();
      assertThat(connection.at("/repositories").asLong()).isEqualTo(1);
    }
  }

  @Test
  void statusSaysHowConnectionsAre() {
    try (var origin = FixtureRegistry.start();
        var busy = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(
                origin,
                "external-connections.busy.url=" + busy.url(),
                "external-connections.lost.tarball-hosts=files.example",
                "upstream.breaker-failures=2",
                "upstream.breaker-pause=1h",
                "upstream.retries=0",
                "bootstrap.domains.other.repositories.dev.external-connection=busy")) {
      origin.faultAll(Fault.always().status(500));
      busy.faultAll(Fault.always().status(429, Duration.ofSeconds(100)));
      weir.get("one");
      weir.get("two");
      weir.getUrl(weir.registry("other/dev") + "one");

      var connections = new Extension(weir).json("status").at("/connections");

      assertThat(connections.valueStream().map(one -> one.at("/name").asString()))
          .containsExactly("busy", "lost", "public:npmjs");
      assertThat(connections.valueStream().map(one -> one.at("/state").asString()))
          .containsExactly("resting", "no-address", "failing");
      assertThat(connections.at("/0/detail").asString()).startsWith("answered 429; asked again");
      assertThat(connections.at("/1/url").isNull()).isTrue();
      assertThat(connections.at("/2/detail").asString())
          .isEqualTo("failed 2 times or more in a row; asked again every 3600 s");

      weir.restart("offline=true");
      assertThat(new Extension(weir).json("status").at("/connections/0/state").asString())
          .isEqualTo("offline");
    }
  }

  @Test
  void treeHasEveryRepositoryByName() {
    try (var origin = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(
                origin, "bootstrap.domains.another.repositories.app.description=The app")) {
      var tree = new Extension(weir).json("tree");

      assertThat(tree.toString())
          .isEqualTo(
              """
              {"domains":[\
              {"name":"another","repositories":[\
              {"name":"app","description":"The app","upstreams":[],"externalConnection":null,\
              "endpoint":"URL/npm/another/app/"}]},\
              {"name":"local","repositories":[\
              {"name":"dev","description":"","upstreams":["npm-store"],"externalConnection":null,\
              "endpoint":"URL/npm/local/dev/"},\
              {"name":"npm-store","description":"","upstreams":[],\
              "externalConnection":"public:npmjs","endpoint":"URL/npm/local/npm-store/"}]}]}"""
                  .replace("URL/", weir.url()));
    }
  }

  @Test
  void cacheSaysWhatIsKept() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      weir.bytes(TARBALL);
      weir.get("absent");
      weir.get("absent");
      weir.get("pkg");

      var cache = new Extension(weir).json("cache");

      assertThat(cache.at("/requests/packument/miss").asLong()).isEqualTo(2);
      assertThat(cache.at("/requests/packument/negative").asLong()).isEqualTo(1);
      assertThat(cache.at("/requests/packument/hit").asLong()).isEqualTo(1);
      assertThat(cache.at("/requests/tarball/miss").asLong()).isEqualTo(1);
      assertThat(cache.at("/requests/tarball").size()).isEqualTo(8);
      assertThat(cache.at("/storage/documents").asLong()).isEqualTo(1);
      assertThat(cache.at("/storage/tarballs").asLong()).isEqualTo(1);
      assertThat(cache.at("/storage/blobs").asLong()).isEqualTo(2);
      assertThat(cache.at("/hot/entries").asLong()).isPositive();
      assertThat(cache.at("/hot/bytes").asLong()).isPositive();
      assertThat(cache.at("/hot/maxBytes").asLong()).isGreaterThan(1 << 20);
    }
  }

  @Test
  void everyAnswerIsMarkedAndJson() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "http.max-request-body=2KiB")) {
      var extension = new Extension(weir);
      var version = extension.json("status").at("/version").asString();

      for (var reply :
          List.of(
              extension.get("status"),
              extension.get("nothing"),
              extension.post("status", "{}"),
              extension.get("cache/purge"),
              extension.get("tree", "Origin", "http://evil.example"),
              extension.post("cache/purge", "{"),
              extension.post("cache/purge", "{\"package\":\"x\"}" + " ".repeat(4096)))) {
        assertThat(reply.headers().firstValue("x-weir")).as(reply.toString()).contains(version);
        assertThat(reply.headers().firstValue("content-type").orElseThrow())
            .startsWith("application/json");
      }
    }
  }

  @Test
  void whatIsNotThereIsRefusedAsAnHttpServerDoes() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "http.max-request-body=2KiB")) {
      var extension = new Extension(weir);

      assertThat(extension.get("nothing").statusCode()).isEqualTo(404);
      var notPost = extension.get("cache/purge");
      assertThat(notPost.statusCode()).isEqualTo(405);
      assertThat(notPost.headers().firstValue("allow")).contains("POST");
      var notGet = extension.post("tree", "");
      assertThat(notGet.statusCode()).isEqualTo(405);
      assertThat(notGet.headers().firstValue("allow")).contains("GET, HEAD");
      assertThat(extension.post("cache/purge", " ".repeat(4096)).statusCode()).isEqualTo(413);
      assertThat(notGet.body()).contains("\"error\":", "\"message\":");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "tree", "cache"})
  void headHasNoBody(String path) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var head =
          HttpRequest.newBuilder(URI.create(weir.url() + "weir/v1/" + path))
              .method("HEAD", HttpRequest.BodyPublishers.noBody())
              .build();

      var reply = weir.send(head, HttpResponse.BodyHandlers.ofString());

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).isEmpty();
    }
  }

  @Test
  void pagesOfOtherSitesGetNothing() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var extension = new Extension(weir);
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");

      for (var path : List.of("status", "tree", "cache")) {
        assertThat(extension.get(path, "Origin", "http://evil.example").statusCode())
            .isEqualTo(403);
        assertThat(extension.get(path, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
      }
      var purge =
          extension.post("cache/purge", "{\"package\":\"pkg\"}", "Origin", "http://evil.example");
      assertThat(purge.statusCode()).isEqualTo(403);
      assertThat(extension.json("cache").at("/storage/documents").asLong()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | body: ",
        "'{' | body: not JSON",
        "'[]' | body: no JSON object",
        "'{\"package\":\"a\"} x' | body: not JSON",
        "'{\"package\":\"a\",\"package\":\"b\"}' | body: not JSON",
        "'{}' | package: missing",
        "'{\"package\":null}' | package: missing",
        "'{\"package\":1}' | package: no string",
        "'{\"package\":\"\"}' | package:",
        "'{\"package\":\"../etc\"}' | package: ../etc (expected:",
        "'{\"package\":\"@scope\"}' | package: @scope (expected:",
        "'{\"package\":\"a\",\"version\":\"\"}' | version:",
        "'{\"package\":\"a\",\"version\":\"1 2\"}' | version: 1 2 (expected:",
        "'{\"package\":\"a\",\"version\":[]}' | version: no string"
      })
  void aPurgeThatCannotBeReadIs400AndSaysWhy(String body, String message) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var reply = new Extension(weir).post("cache/purge", body == null ? "" : body);

      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.body()).contains("\"message\":\"" + message.replace("\"", "\\\""));
    }
  }

  @Test
  void requestsAreCountedByName() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var extension = new Extension(weir);
      extension.get("status");
      extension.get("tree");
      extension.get("cache");
      extension.purge("unknown");

      // A request is counted when its last byte is out, which its client may not wait for.
      for (var name : List.of("status", "tree", "cache", "purge")) {
        await()
            .untilAsserted(
                () ->
                    assertThat(
                            weir.metric(
                                "weir_requests_seconds_count",
                                "operation=\"weir_" + name + "\"",
                                "outcome=\"ok\""))
                        .isEqualTo(1));
      }
    }
  }
}
