package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Searches over packages of our own, beside an origin that has a search. */
class OwnSearchIT {
  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir =
      WeirUnderTest.of(origin, "private-scopes=@secret", "search.forward=true");

  @BeforeEach
  void publish() {
    origin.add(FixturePackage.of("logger").versions("1.0.0"));
    origin.add(FixturePackage.of("tracer").versions("1.0.0"));
    publish(
        PublishedVersion.of("@lab/tracer-bridge", "1.2.0")
            .with("description", "sends spans to the hall")
            .with("keywords", List.of("spans", "glue"))
            .with("author", Map.of("name", "Jane Doe", "email", "jane@lab.example")));
    origin.resetCounters();
  }

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  private void publish(PublishedVersion version) {
    var answer =
        weir.send(
            HttpRequest.newBuilder(URI.create(weir.registry() + version.name().replace("/", "%2f")))
                .PUT(HttpRequest.BodyPublishers.ofString(version.json()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private String search(String text) {
    var answer = weir.get("-/v1/search?size=20&text=" + text);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void wordsOfNameDescriptionKeywordsAndAuthorAreFoundByTheirBeginnings() {
    for (var text : new String[] {"bridge", "span", "glu", "jane", "hall+spans"}) {
      assertThat(search(text)).as(text).contains("\"@lab/tracer-bridge\"", "\"1.2.0\"");
    }
    assertThat(search("ridge")).doesNotContain("tracer-bridge");
    assertThat(search("spans+nothing")).doesNotContain("tracer-bridge");
  }

  @Test
  void qualifiersAreUnderstood() {
    assertThat(search("scope:lab")).contains("tracer-bridge");
    assertThat(search("scope:other")).doesNotContain("tracer-bridge");
    assertThat(search("keywords:glue")).contains("tracer-bridge");
    assertThat(search("keywords:glu")).doesNotContain("tracer-bridge");
    assertThat(search("author:jane")).doesNotContain("tracer-bridge");
  }

  @Test
  void theOriginsFollowOurs() {
    var found = search("tracer");

    assertThat(found.indexOf("@lab/tracer-bridge")).isBetween(0, found.indexOf("\"tracer\""));
    assertThat(origin.totalRequests()).isPositive();
  }

  @Test
  void aTextThatTellsANameOfOursGoesNowhere() {
    for (var text :
        new String[] {
          "tracer-bridge", "@lab/tracer-bridge", "@lab/tr", "scope:lab", "@secret/x", "scope:secret"
        }) {
      search(text);
    }

    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void oursAreFoundThoughTheOriginIsDown() {
    origin.stop();

    assertThat(search("spans")).contains("@lab/tracer-bridge");
  }
}
