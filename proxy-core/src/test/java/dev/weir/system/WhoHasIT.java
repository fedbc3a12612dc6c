package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code GET /weir/v1/who-has}: which repositories have a package of their own. */
@LeaksCheckedAfterAll
class WhoHasIT {
  private final ManualClock clock = new ManualClock();
  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir =
      WeirUnderTest.of(
          clock,
          origin,
          "bootstrap.domains.other.repositories.app.upstreams=",
          "bootstrap.domains.other.repositories.lib.description=more");
  private final Extension extension = new Extension(weir);

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void everyRepositoryThatHasThePackageIsFoundWithItsVersions() {
    publish("other/lib", "1.2.0");
    publish("other/app", "1.10.0");
    clock.advance(Duration.ofHours(1));
    publish("other/app", "1.9.0");

    var found = extension.json("who-has?package=%40lab%2Fpkg");

    assertThat(found.at("/package").asString()).isEqualTo("@lab/pkg");
    assertThat(repositories(found)).containsExactly("other/app", "other/lib");
    var app = found.at("/repositories/0");
    assertThat(versions(app)).containsExactly("1.10.0", "1.9.0");
    assertThat(app.at("/since").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(app.at("/restrictions").toString())
        .isEqualTo("{\"publish\":\"ALLOW\",\"upstream\":\"BLOCK\"}");
    assertThat(app.at("/versions/1").toString())
        .isEqualTo(
            """
            {"version":"1.9.0","status":"Published","origin":"INTERNAL","entry":"app",\
            "since":"2026-01-01T01:00:00Z"}""");
    assertThat(app.at("/more").asInt()).isZero();
    assertThat(found.at("/connections")).isEmpty();
    assertThat(found.at("/next").isNull()).isTrue();
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void whatCameFromOutsideNamesItsConnection() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0", "2.0.0"));
    weir.bytes("pkg/-/pkg-1.1.0.tgz");

    var found = extension.json("who-has?package=pkg");

    assertThat(repositories(found)).containsExactly("local/dev", "local/npm-store");
    assertThat(found.at("/repositories/0/versions/0/origin").asString()).isEqualTo("EXTERNAL");
    assertThat(found.at("/repositories/0/versions/0/entry").asString()).isEqualTo("public:npmjs");
    assertThat(found.at("/repositories/0/restrictions/publish").asString()).isEqualTo("BLOCK");
    var connection = found.at("/connections/0");
    assertThat(connection.at("/connection").asString()).isEqualTo("public:npmjs");
    assertThat(connection.at("/checkedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(connection.at("/latest").asString()).isEqualTo("2.0.0");
    assertThat(connection.at("/versions").valueStream().map(JsonNode::asString))
        .containsExactly("2.0.0", "1.1.0", "1.0.0");
  }

  @Test
  void aRangeLeavesOutWhatIsNotInIt() {
    origin.add(FixturePackage.of("@lab/pkg").versions("1.5.0", "3.0.0"));
    publish("other/lib", "1.2.0");
    publish("other/lib", "2.0.0");
    publish("other/app", "2.1.0");

    var found = extension.json("who-has?package=@lab/pkg&range=%5E1.0.0");

    assertThat(found.at("/range").asString()).isEqualTo("^1.0.0");
    assertThat(repositories(found)).containsExactly("other/lib");
    assertThat(versions(found.at("/repositories/0"))).containsExactly("1.2.0");
  }

  @Test
  void aDomainLeavesOutAllOthers() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    weir.bytes("pkg/-/pkg-1.0.0.tgz");

    assertThat(repositories(extension.json("who-has?package=pkg&domain=other"))).isEmpty();
    assertThat(extension.json("who-has?package=pkg&domain=other").at("/connections")).isEmpty();
    assertThat(repositories(extension.json("who-has?package=pkg&domain=local"))).hasSize(2);
  }

  @Test
  void anAnswerMayBeginAtAnyRepository() {
    publish("other/app", "1.0.0");
    publish("other/lib", "1.0.0");

    assertThat(repositories(extension.json("who-has?package=@lab/pkg&from=other/b0")))
        .containsExactly("other/lib");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';400;no package",
        "package=;400;package:",
        "package=..%2fetc;400;package:",
        "package=a&package=b;400;2 times",
        "package=a&domian=local;400;domian (expected: domain, from, package, range)",
        "package=a&domain=nowhere;404;domain not found: nowhere",
        "package=a&domain=X;400;domain: X",
        "package=a&range=latest;400;range: latest (expected:",
        "package=a&from=x;400;repository: x (expected: DOMAIN/REPOSITORY)"
      })
  void whatCannotBeAskedIsRefused(String query, int status, String words) {
    var reply = extension.get("who-has?" + query);

    assertThat(reply.statusCode()).isEqualTo(status);
    assertThat(reply.body()).contains(words);
  }

  private void publish(String repository, String version) {
    var sent = PublishedVersion.of("@lab/pkg", version);
    var reply =
        weir.send(
            HttpRequest.newBuilder(URI.create(weir.registry(repository) + "@lab%2fpkg"))
                .PUT(HttpRequest.BodyPublishers.ofString(sent.json()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(201);
  }

  private static List<String> repositories(JsonNode found) {
    return found
        .at("/repositories")
        .valueStream()
        .map(one -> one.at("/domain").asString() + "/" + one.at("/repository").asString())
        .toList();
  }

  private static List<String> versions(JsonNode repository) {
    return repository
        .at("/versions")
        .valueStream()
        .map(one -> one.at("/version").asString())
        .toList();
  }
}
