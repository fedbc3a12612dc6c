package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code npm search}, forwarded and answered from what is stored. */
@LeaksCheckedAfterAll
class SearchIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SEARCH = "-/v1/search";

  @Test
  void aSearchIsForwardedWithinItsLimitsAndAnsweredAsItComes() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("left-pad").versions("1.0.0"));
      var query = "?text=left-pad%20x%26y&size=9999&from=2&quality=7&evil=1&maintenance=0.5";

      var odd = weir.get(SEARCH + query);
      var seen = origin.lastRequest("/" + SEARCH);
      var ours = weir.get(SEARCH + "?text=left");

      assertThat(odd.statusCode()).isEqualTo(200);
      assertThat(seen.target())
          .isEqualTo(
              "/-/v1/search?text=left-pad+x%26y&size=250&from=2&quality=1.0&maintenance=0.5");
      assertThat(ours.body())
          .isEqualTo(weir.getUrl(origin.url() + SEARCH + "?text=left&size=20&from=0").body());
      assertThat(names(ours.body())).containsExactly("left-pad");
    }
  }

  @ParameterizedTest
  @CsvSource({"size=x", "size=-1", "from=1e3", "quality=best", "popularity=NaN", "text=%00"})
  void whatIsNoSearchIsABadRequest(String query) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var reply = weir.get(SEARCH + "?" + query);

      assertThat(reply.statusCode()).isEqualTo(400);
      assertThat(reply.body()).contains("\"error\"", "\"message\"", "expected");
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void anOriginThatFailsIsABadGatewayThatNamesTheConnection() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(500));
      var failed = weir.get(SEARCH + "?text=a");
      origin.clearFaults();
      origin.faultAll(Fault.always().html());
      var page = weir.get(SEARCH + "?text=b");

      assertThat(failed.statusCode()).isEqualTo(502);
      assertThat(failed.body()).contains("public:npmjs", "\"error\"");
      assertThat(page.statusCode()).isEqualTo(502);
    }
  }

  @Test
  void withoutForwardingWhatIsStoredAnswersAndNobodyIsAsked() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "search.forward=false")) {
      for (var name : List.of("pad", "left-pad", "@scope/pad", "padding", "other", "unseen-pad")) {
        origin.add(FixturePackage.of(name).versions("1.0.0", "1.1.0"));
      }
      for (var name : List.of("pad", "left-pad", "@scope/pad", "padding", "other")) {
        assertThat(weir.get(name).statusCode()).isEqualTo(200);
      }
      origin.resetCounters();

      var all = JSON.readTree(weir.get(SEARCH + "?text=PAD").body());
      var page = weir.get(SEARCH + "?text=pad&size=1&from=2");
      var two = weir.get(SEARCH + "?text=pad%20left");

      assertThat(names(all)).containsExactly("pad", "@scope/pad", "padding", "left-pad");
      assertThat(all.at("/total").asInt()).isEqualTo(4);
      assertThat(names(page.body())).containsExactly("padding");
      assertThat(names(two.body())).containsExactly("left-pad");
      var shown = all.at("/objects/0/package");
      assertThat(shown.at("/version").asString()).isEqualTo("1.1.0");
      assertThat(shown.at("/description").asString()).startsWith("Made up as pad");
      assertThat(shown.at("/keywords/0").asString()).isEqualTo("fixture");
      assertThat(shown.at("/date").asString()).startsWith("2016-03-01T");
      assertThat(shown.at("/maintainers/0/username").asString()).isEqualTo("Fixture Author");
      assertThat(names(weir.get(SEARCH + "?text=nothing-like-it").body())).isEmpty();
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void onlySoManyNamesAreLookedAt() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "search.forward=false", "search.max-scanned=1")) {
      for (var name : new String[] {"left-pad", "pad"}) {
        origin.add(FixturePackage.of(name).versions("1.0.0"));
        assertThat(weir.get(name).statusCode()).isEqualTo(200);
      }

      assertThat(names(weir.get(SEARCH + "?text=pad").body())).containsExactly("left-pad");
    }
  }

  @Test
  void resultsAreBounded() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "search.forward=false", "search.max-results=2")) {
      for (int i = 0; i < 4; i++) {
        origin.add(FixturePackage.of("name-" + i).versions("1.0.0"));
        weir.get("name-" + i);
      }

      var found = JSON.readTree(weir.get(SEARCH + "?text=name&size=250").body());

      assertThat(names(found)).containsExactly("name-0", "name-1");
      assertThat(found.at("/total").asInt()).isEqualTo(4);
      assertThat(names(weir.get(SEARCH + "?text=name&from=2").body())).isEmpty();
    }
  }

  @Test
  void retainedVersionsAreFoundWhenTheirOriginHasThemNoMore() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin, "search.forward=false")) {
      origin.add(FixturePackage.of("kept").versions("1.0.0"));
      weir.bytes("kept/-/kept-1.0.0.tgz");
      origin.unpublish("kept");

      await()
          .untilAsserted(
              () -> {
                clock.advance(Duration.ofDays(1));
                assertThat(weir.get("kept").statusCode()).isEqualTo(200);
                var found = JSON.readTree(weir.get(SEARCH + "?text=kept").body());
                assertThat(names(found)).containsExactly("kept");
                assertThat(found.at("/objects/0/package/version").asString()).isEqualTo("1.0.0");
              });
    }
  }

  @Test
  void anOriginWithoutASearchLeavesItToUs() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("here").versions("1.0.0"));
      origin.change(options -> options.relay(true));
      weir.get("here");

      assertThat(names(weir.get(SEARCH + "?text=here").body())).containsExactly("here");
    }
  }

  @Test
  void npmShowsBoth() {
    assumeTrue(NpmClient.isOnPath());
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var npm = NpmClient.of(weir.registry())) {
      origin.add(FixturePackage.of("left-pad").versions("1.0.0"));
      weir.get("left-pad");

      var forwarded = npm.run(List.of("search", "left-pad"));
      weir.restart("search.forward=false");
      try (var again = NpmClient.of(weir.registry())) {
        var stored = again.run(List.of("search", "left-pad"));

        assertThat(forwarded.output()).contains("left-pad", "Made up as left-pad");
        assertThat(forwarded.exitCode()).isZero();
        assertThat(stored.output()).contains("left-pad", "Made up as left-pad");
        assertThat(stored.exitCode()).isZero();
      }
    }
  }

  private static List<String> names(String json) {
    return names(JSON.readTree(json));
  }

  private static List<String> names(JsonNode answer) {
    return StreamSupport.stream(answer.at("/objects").spliterator(), false)
        .map(hit -> hit.at("/package/name").asString())
        .toList();
  }
}
