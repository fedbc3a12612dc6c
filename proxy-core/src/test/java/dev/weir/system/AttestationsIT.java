package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Attestations of versions. */
@LeaksCheckedAfterAll
class AttestationsIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PLAIN = "-/npm/v1/attestations/plain@1.0.0";
  private static final String PROVEN = "-/npm/v1/attestations/@scope/proven@1.0.0";

  @Test
  void theUrlInThePackumentLeadsHereAndTheAnswerIsTheOrigins() {
    try (var origin = origin();
        var weir = WeirUnderTest.of(origin)) {
      var packument = JSON.readTree(weir.get("@scope/proven").body());
      var url = packument.at("/versions/1.0.0/dist/attestations/url").asString();

      var reply = weir.getUrl(url);
      var slash = weir.get(PROVEN);

      assertThat(url).isEqualTo(weir.registry() + "-/npm/v1/attestations/@scope%2fproven@1.0.0");
      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(reply.body()).at("/attestations/0/predicateType").asString())
          .contains("provenance");
      assertThat(slash.body()).isEqualTo(reply.body());
      assertThat(origin.requests("/" + PROVEN)).as("kept").isEqualTo(1);
      assertThat(origin.lastRequest("/" + PROVEN).target())
          .isEqualTo("/-/npm/v1/attestations/@scope%2fproven@1.0.0");
      assertThat(weir.head(PROVEN).headers().firstValueAsLong("content-length"))
          .hasValue(reply.body().length());
    }
  }

  @Test
  void noMoreIsKeptThanTheMemoryForAnswersHolds() {
    try (var origin = origin();
        var weir = WeirUnderTest.of(origin, "answer.memory=64KiB")) {
      var paths =
          IntStream.range(0, 50).mapToObj(i -> "-/npm/v1/attestations/p%d@1.0.0".formatted(i));
      for (var path : paths.toList()) {
        var body = "{\"attestations\":[],\"of\":\"%s\",\"x\":\"%s\"}";
        var json = body.formatted(path, "x".repeat(4000)).getBytes(StandardCharsets.UTF_8);
        origin.page("/" + path, "application/json", json);
        assertThat(weir.bytes(path).body()).isEqualTo(json);
        assertThat(weir.bytes(path).body()).isEqualTo(json);
      }
      int first = IntStream.range(0, 50).map(i -> asked(origin, i)).sum();
      for (int i = 0; i < 50; i++) {
        assertThat(weir.get("-/npm/v1/attestations/p%d@1.0.0".formatted(i)).statusCode())
            .isEqualTo(200);
      }

      int again = IntStream.range(0, 50).map(i -> asked(origin, i)).sum() - first;
      assertThat(again).as("64 KiB hold at most 16 of 50").isBetween(34, 50);
    }
  }

  private static int asked(FixtureRegistry origin, int i) {
    return (int) origin.requests("/-/npm/v1/attestations/p%d@1.0.0".formatted(i));
  }

  @Test
  void absenceIsRememberedForAWhile() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin)) {
      for (int i = 0; i < 5; i++) {
        assertThat(weir.get(PLAIN).statusCode()).isEqualTo(404);
      }
      assertThat(origin.requests("/" + PLAIN)).isEqualTo(1);

      clock.advance(Duration.ofMinutes(2));
      weir.get(PLAIN);

      assertThat(origin.requests("/" + PLAIN)).isEqualTo(2);
    }
  }

  @Test
  void anOriginThatFailsIsNotAnAbsence() {
    try (var origin = origin();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(503));

      var reply = weir.get(PLAIN);

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("public:npmjs");
      origin.clearFaults();
      assertThat(weir.get(PROVEN).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void offlineAStoredPackumentSaysThatThereAreNone() {
    try (var origin = origin();
        var weir = WeirUnderTest.of(origin)) {
      weir.get("plain");
      weir.get("@scope/proven");
      weir.restart("offline=true");
      origin.resetCounters();

      assertThat(weir.get(PLAIN).statusCode()).isEqualTo(404);
      assertThat(weir.get(PROVEN).statusCode()).as("there are some").isEqualTo(502);
      assertThat(weir.get("-/npm/v1/attestations/plain@9.9.9").statusCode())
          .as("a version that the packument may not know yet")
          .isEqualTo(502);
      assertThat(weir.get("-/npm/v1/attestations/unseen@1.0.0").statusCode()).isEqualTo(502);
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void staleIsServedWhileTheOriginIsOff() {
    var clock = new ManualClock();
    try (var origin = origin();
        var weir = WeirUnderTest.of(clock, origin)) {
      var first = weir.get(PROVEN).body();
      clock.advance(Duration.ofDays(30));
      origin.stop();

      assertThat(weir.get(PROVEN).body()).isEqualTo(first);
    }
  }

  @Test
  void theFirstRegistryThatHasThemAnswersAndAllMustSayThatThereAreNone() {
    try (var corp = FixtureRegistry.start();
        var origin = origin();
        var weir = TwoRegistries.start(corp, origin)) {
      var base = weir.registry(TwoRegistries.APP);

      assertThat(weir.getUrl(base + PROVEN).statusCode()).isEqualTo(200);
      assertThat(corp.requests("/" + PROVEN)).isEqualTo(1);
      assertThat(weir.getUrl(base + PLAIN).statusCode()).isEqualTo(404);
      origin.faultAll(Fault.always().status(500));
      assertThat(weir.getUrl(base + "-/npm/v1/attestations/plain@1.0.1").statusCode())
          .isEqualTo(502);
    }
  }

  @Test
  void aNameThatExistsOnlyHereIsToldToNobody() {
    try (var origin = origin();
        var weir = WeirUnderTest.of(origin)) {
      OwnVersions.publish(weir, "@corp/secret", "1.0.0");
      origin.resetCounters();

      assertThat(weir.get("-/npm/v1/attestations/@corp/secret@1.0.0").statusCode()).isEqualTo(404);
      assertThat(origin.totalRequests()).isZero();
    }
  }

  private static FixtureRegistry origin() {
    var origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("plain").versions("1.0.0", "1.0.1"));
    origin.add(FixturePackage.of("@scope/proven").version("1.0.0", version -> version.attest()));
    return origin;
  }
}
