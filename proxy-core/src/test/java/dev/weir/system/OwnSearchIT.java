package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;

/** Searches over packages of our own, beside an origin that has a search. */
@LeaksCheckedAfterAll
class OwnSearchIT {
  private static final Pattern NAME = Pattern.compile("\"package\":\\{\"name\":\"([^\"]+)\"");

  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir =
      WeirUnderTest.of(origin, "private-scopes=@secret", "search.forward=true");
  private final CodeartifactClient sdk = Sdk.of(weir);

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
    sdk.close();
    weir.close();
    origin.close();
  }

  private void publish(PublishedVersion version) {
    publish(weir, version);
  }

  private static void publish(WeirUnderTest weir, PublishedVersion version) {
    var answer =
        weir.send(
            HttpRequest.newBuilder(URI.create(weir.registry() + version.name().replace("/", "%2f")))
                .PUT(HttpRequest.BodyPublishers.ofString(version.json()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private void status(PackageVersionStatus to) {
    sdk.updatePackageVersionsStatus(
        u ->
            u.domain("local")
                .repository("dev")
                .format("npm")
                .namespace("lab")
                .packageValue("late")
                .versions("0.1.0", "0.2.0")
                .targetStatus(to));
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
    assertThat(search("author:jane")).contains("tracer-bridge");
    assertThat(search("author:%22jane+doe%22")).contains("tracer-bridge");
    assertThat(search("author:joe")).doesNotContain("tracer-bridge");
    assertThat(search("maintainer:open")).contains("tracer-bridge");
    assertThat(search("keywords:glue,-spans")).doesNotContain("tracer-bridge");
  }

  @Test
  void whatChangesIsFoundAtOnce() {
    assertThat(search("spans")).contains("\"total\":1").doesNotContain("@lab/late");

    publish(PublishedVersion.of("@lab/late", "0.1.0").with("keywords", List.of("spans")));
    assertThat(search("spans")).contains("@lab/late", "\"total\":2");

    publish(PublishedVersion.of("@lab/late", "0.2.0").with("keywords", List.of("other")));
    assertThat(search("spans")).contains("\"total\":1").doesNotContain("@lab/late");
    assertThat(search("other")).contains("@lab/late", "0.2.0");

    status(PackageVersionStatus.UNLISTED);
    assertThat(search("other")).contains("\"total\":0").doesNotContain("@lab/late");

    status(PackageVersionStatus.PUBLISHED);
    assertThat(search("other")).contains("@lab/late", "\"total\":1");

    sdk.deletePackage(
        d ->
            d.domain("local")
                .repository("dev")
                .format("npm")
                .namespace("lab")
                .packageValue("late"));
    assertThat(search("other")).doesNotContain("@lab/late");
  }

  @Test
  void pagesGoOnFromOursToTheStoredOnes() {
    weir.get("logger");
    weir.get("tracer");
    for (int i = 0; i < 5; i++) {
      publish(PublishedVersion.of("@lab/tracer-" + i, "1.0.0"));
    }
    // Told to nobody, and so answered from what is stored.
    var names = new ArrayList<String>();
    for (int from = 0; from < 8; from += 2) {
      var page = weir.get("-/v1/search?text=tracer+scope:lab&size=2&from=" + from).body();
      NAME.matcher(page).results().forEach(hit -> names.add(hit.group(1)));
    }

    assertThat(names)
        .containsExactly(
            "@lab/tracer-0",
            "@lab/tracer-1",
            "@lab/tracer-2",
            "@lab/tracer-3",
            "@lab/tracer-4",
            "@lab/tracer-bridge");
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

  @Test
  void whatIsPublishedUpstreamIsFoundDownstream() {
    sdk.createRepository(
        r ->
            r.domain("local")
                .repository("below")
                .upstreams(UpstreamRepository.builder().repositoryName("dev").build()));

    var found = weir.getUrl(weir.url() + "npm/local/below/-/v1/search?text=spans").body();

    assertThat(found).contains("@lab/tracer-bridge");
  }

  @Test
  void whatTheIndexHasNoRoomForIsToldToNobody() {
    try (var small = WeirUnderTest.of(origin, "search.max-indexed=1")) {
      for (var name : new String[] {"@lab/one", "@lab/two"}) {
        publish(small, PublishedVersion.of(name, "1.0.0"));
      }
      origin.resetCounters();

      var found = small.get("-/v1/search?text=logger");

      assertThat(found.statusCode()).as(found.body()).isEqualTo(200);
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void aStrangersPackageOfOurNameIsNotShown() {
    origin.add(FixturePackage.of("corpkit").versions("99.0.0"));
    origin.add(FixturePackage.of("corpkit-x").versions("1.0.0"));
    origin.add(FixturePackage.of("blocked").versions("99.0.0"));
    publish(PublishedVersion.of("corpkit", "1.0.0"));
    sdk.putPackageOriginConfiguration(
        p ->
            p.domain("local")
                .repository("dev")
                .format("npm")
                .packageValue("blocked")
                .restrictions(r -> r.publish(AllowPublish.BLOCK).upstream(AllowUpstream.BLOCK)));
    origin.resetCounters();

    assertThat(search("orpki"))
        .contains("corpkit-x", "\"total\":1")
        .doesNotContain("99.0.0", "\"corpkit\"");
    assertThat(search("lock")).doesNotContain("99.0.0");
    assertThat(origin.totalRequests()).isEqualTo(2);
  }
}
