package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What needs no origin, and that nothing unknown reaches one. */
@LeaksCheckedAfterAll
class MetaIT {
  private static final String EXCHANGE = "-/npm/v1/oidc/token/exchange/package/@scope%2fname";
  private static final JsonMapper JSON = JsonMapper.shared();

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    origin.add(FixturePackage.of("pkg").version("1.0.0", version -> version.attest()));
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pkg",
        "pkg/1.0.0",
        "pkg/latest",
        "pkg/-/pkg-1.0.0.tgz",
        "-/package/pkg/dist-tags",
        "-/package/pkg/dist-tags/latest",
        "-/ping",
        "-/whoami",
        "-/v1/search?text=pkg",
        "-/npm/v1/keys",
        "-/npm/v1/attestations/pkg@1.0.0",
        "-/all",
        "-/nothing"
      })
  void headIsGetWithoutABody(String path) {
    var get = weir.bytes(path);

    var head = weir.head(path);

    assertThat(head.statusCode()).isEqualTo(get.statusCode());
    assertThat(head.headers().firstValue("content-type"))
        .isEqualTo(get.headers().firstValue("content-type"));
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(get.body().length);
  }

  @ParameterizedTest
  @CsvSource({
    "-/all, GET, 410",
    "-/npm/v1/user, GET, 404",
    "-/npm/v1/tokens, GET, 404",
    "-/npm/v1/tokens, POST, 404",
    "-/v1/login, POST, 404",
    "-/user/org.couchdb.user:me, PUT, 404",
    "-/user/token/secret, DELETE, 404",
    "-/whoami, GET, 401",
    "-/ping, POST, 405",
    "-/npm/v1/keys, PUT, 405",
    "-/v1/search, POST, 405",
    "-/no/such/thing, PATCH, 404"
  })
  void whatIsNotServedSaysSoInJsonAndReachesNoOrigin(String path, String method, int status) {
    origin.resetCounters();

    var reply = send(weir.uri(path), method);

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(JSON.readTree(reply.body()).at("/error").asString()).isNotEmpty();
    assertThat(JSON.readTree(reply.body()).at("/message").asString()).isNotEmpty();
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void tokensAreNotExchangedAtTheRootOfTheHost() {
    var uri = URI.create(weir.url() + EXCHANGE);

    var reply = send(uri, "POST", "Authorization", "Bearer some.identity.token");

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body()).contains("trusted publishing", "\"error\"", "\"message\"");
    assertThat(send(uri, "GET").statusCode()).isEqualTo(405);
    assertThat(send(uri, "POST", "Origin", "https://evil.example").statusCode()).isEqualTo(403);
  }

  @Test
  void anAuditFromAnotherWebSiteIsRefused() {
    var reply = send(weir.uri(Asked.AUDIT), "POST", "Origin", "https://evil.example");

    assertThat(reply.statusCode()).isEqualTo(403);
  }

  @Test
  void manifestsAndDistTagsAreCountedAsThePackumentsThatTheyAreMadeOf() {
    origin.add(FixturePackage.of("counted").versions("1.0.0"));
    double misses = statuses("miss");
    double hits = statuses("hit");

    weir.get("counted/latest");
    weir.get("-/package/counted/dist-tags");
    weir.get("counted/1.0.0");

    assertThat(statuses("miss") - misses).isEqualTo(1);
    assertThat(statuses("hit") - hits).isEqualTo(2);
  }

  @Test
  void npmPingsAndKnowsWhoItIs() {
    assumeTrue(NpmClient.isOnPath());
    try (var npm = NpmClient.of(weir.registry())) {
      var ping = npm.run(List.of("ping"));
      var nobody = npm.run(List.of("whoami"));
      npm.configure(weir.registry().replace("http:", "") + ":_authToken=anything");
      var somebody = npm.run(List.of("whoami"));

      assertThat(ping.exitCode()).as(ping.output()).isZero();
      assertThat(ping.output()).contains("PONG");
      assertThat(nobody.exitCode()).isNotZero();
      assertThat(nobody.output()).contains("ENEEDAUTH");
      assertThat(somebody.output().strip()).isEqualTo("open");
    }
  }

  private static double statuses(String status) {
    return weir.metric(
        "weir_cache_requests_total", "kind=\"packument\"", "status=\"" + status + "\"");
  }

  private static HttpResponse<String> send(URI uri, String method, String... headers) {
    var request = HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return weir.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
