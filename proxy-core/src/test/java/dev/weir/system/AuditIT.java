package dev.weir.system;

import static dev.weir.system.Asked.AUDIT;
import static dev.weir.system.Asked.audit;
import static dev.weir.system.Asked.bytes;
import static dev.weir.system.Asked.post;
import static dev.weir.system.Asked.zippedAudit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Gzip;
import dev.weir.testing.server.Fault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Audits: what origins are told, and that a fault is never taken for safety. */
@LeaksCheckedAfterAll
class AuditIT {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ABOUT_RISKY = "{\"risky\":[\"1.0.0\"]}";

  @Test
  void plainAndZippedAuditsAreForwardedAndAnsweredAsTheyCome() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.advise("risky", "<1.1.0", "high", "Prototype pollution in risky");
      var asked = "{\"risky\":[\"1.0.0\"],\"@scope/fine\":[\"2.0.0\",\"3.0.0\"]}";

      var plain = audit(weir, asked);
      var seen = origin.lastRequest("/" + AUDIT);
      var zipped = zippedAudit(weir, asked);

      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(plain.body()).at("/risky/0/severity").asString()).isEqualTo("high");
      assertThat(JSON.readTree(plain.body()).propertyNames()).containsExactly("risky");
      assertThat(zipped.body()).isEqualTo(plain.body());
      assertThat(JSON.readTree(seen.text())).isEqualTo(JSON.readTree(asked));
      assertThat(seen.header("content-type")).contains("application/json");
      assertThat(origin.audits()).isEqualTo(2);
    }
  }

  @Test
  void namesThatExistOnlyHereNeverReachAnOrigin() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      OwnVersions.publish(weir, "@corp/secret", "1.0.0");

      var mixed = audit(weir, "{\"@corp/secret\":[\"1.0.0\"],\"risky\":[\"1.0.0\"]}");

      assertThat(mixed.statusCode()).isEqualTo(200);
      assertThat(origin.auditedNames()).containsExactly("risky");
      assertThat(origin.lastRequest("/" + AUDIT).text()).doesNotContain("secret");

      origin.resetCounters();
      var onlyOurs = zippedAudit(weir, "{\"@corp/secret\":[\"1.0.0\"]}");

      assertThat(onlyOurs.body()).isEqualTo("{}");
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void aNameThatAnOriginOffersTooIsForwarded() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("both").versions("1.0.0"));
      assertThat(weir.get("both").statusCode()).isEqualTo(200);
      OwnVersions.publish(weir, "both", "9.0.0");

      audit(weir, "{\"both\":[\"1.0.0\"]}");

      assertThat(origin.auditedNames()).containsExactly("both");
    }
  }

  @Test
  void aNameIsToldOnlyToTheRegistryThatOffersIt() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = TwoRegistries.start(corp, origin)) {
      corp.add(FixturePackage.of("@corp/inner").versions("1.0.0"));
      origin.add(FixturePackage.of("risky").versions("1.0.0"));
      corp.advise("@corp/inner", "*", "low", "Told by corp");
      origin.advise("risky", "*", "high", "Told by the public one");
      for (var name : List.of("@corp/inner", "risky")) {
        assertThat(weir.getUrl(weir.registry(TwoRegistries.APP) + name).statusCode())
            .isEqualTo(200);
      }

      var reply =
          post(
              weir,
              URI.create(weir.registry(TwoRegistries.APP) + AUDIT),
              bytes("{\"@corp/inner\":[\"1.0.0\"],\"risky\":[\"1.0.0\"],\"unseen\":[\"1.0.0\"]}"));

      assertThat(JSON.readTree(reply.body()).propertyNames())
          .containsExactlyInAnyOrder("@corp/inner", "risky");
      assertThat(corp.auditedNames()).containsExactly("@corp/inner", "unseen");
      assertThat(origin.auditedNames()).containsExactly("risky", "unseen");
    }
  }

  @Test
  void oneOfTwoRegistriesThatFailsFailsTheAudit() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = TwoRegistries.start(corp, origin)) {
      origin.faultAll(Fault.always().status(500));
      var uri = URI.create(weir.registry(TwoRegistries.APP) + AUDIT);

      var failed = post(weir, uri, bytes(ABOUT_RISKY));

      assertThat(failed.statusCode()).isEqualTo(502);
      assertError(failed, "public:npmjs");
    }
  }

  @Test
  void aRegistryWithoutAdvisoriesIsPassedOverWhileAnotherHasThem() {
    try (var corp = FixtureRegistry.start();
        var origin = FixtureRegistry.start();
        var weir = TwoRegistries.start(corp, origin)) {
      corp.change(options -> options.relay(true));
      origin.advise("risky", "*", "high", "Told by the public one");
      var uri = URI.create(weir.registry(TwoRegistries.APP) + AUDIT);

      var reply = post(weir, uri, bytes(ABOUT_RISKY));

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).contains("Told by the public one");
      origin.change(options -> options.relay(true));
      assertThat(post(weir, uri, bytes(ABOUT_RISKY)).statusCode()).isEqualTo(405);
    }
  }

  @ParameterizedTest
  @CsvSource({"400,400", "401,403", "403,403", "404,404", "405,405", "407,403", "422,422"})
  void anOriginsRefusalIsPassedOnNamingTheConnection(int theirs, int ours) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(theirs));

      var reply = audit(weir, ABOUT_RISKY);

      // Not 401: npm would have its user log in here.
      assertThat(reply.statusCode()).isEqualTo(ours);
      assertError(reply, theirs == 404 ? "audits" : "public:npmjs");
      if (ours == 403) {
        assertThat(reply.body()).contains("external-connections", "token-env");
      }
    }
  }

  @Test
  void anOriginThatIsAskedTooMuchSaysWhenToComeBack() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(429, Duration.ofSeconds(30)));

      var reply = audit(weir, ABOUT_RISKY);

      assertThat(reply.statusCode()).isEqualTo(429);
      assertThat(reply.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(25L, 30L);
      assertError(reply, "public:npmjs");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void anOriginThatFailsIsABadGateway(int status) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(status));

      var reply = audit(weir, ABOUT_RISKY);

      assertThat(reply.statusCode()).isEqualTo(502);
      assertError(reply, "public:npmjs");
    }
  }

  @Test
  void anOriginThatIsOffOrSilentOrTalksNonsenseIsABadGateway() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.first-byte-timeout=1s")) {
      var html = origin.faultAll(Fault.always().html());
      assertThat(audit(weir, ABOUT_RISKY).statusCode()).as("a web page").isEqualTo(502);
      html.clear();
      var broken = origin.faultAll(Fault.always().badJson());
      assertThat(audit(weir, ABOUT_RISKY).statusCode()).as("half an answer").isEqualTo(502);
      broken.clear();
      var cut = origin.faultAll(Fault.always().truncate(5));
      origin.advise("risky", "*", "low", "Long enough to be cut");
      assertThat(audit(weir, ABOUT_RISKY).statusCode()).as("cut off").isEqualTo(502);
      cut.clear();
      origin.faultAll(Fault.always().hang());
      assertThat(audit(weir, ABOUT_RISKY).statusCode()).as("silence").isEqualTo(502);
      origin.stop();
      var off = audit(weir, ABOUT_RISKY);

      assertThat(off.statusCode()).isEqualTo(502);
      assertError(off, "public:npmjs");
    }
  }

  @Test
  void offlineNoAuditIsAnsweredAndNobodyIsAsked() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "offline=true")) {
      var reply = audit(weir, ABOUT_RISKY);

      assertThat(reply.statusCode()).isEqualTo(502);
      assertError(reply, "offline");
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void aGzipBombIsRefusedAndReachesNoOrigin() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "answer.max-audit=1MiB")) {
      var bomb = new byte[32 << 20];
      Arrays.fill(bomb, (byte) ' ');
      bomb[0] = '{';

      var reply = post(weir, AUDIT, Gzip.compressed(bomb), "Content-Encoding", "gzip");

      assertThat(reply.statusCode()).isEqualTo(413);
      assertError(reply, "answer.max-audit");
      assertThat(origin.totalRequests()).isZero();
      assertThat(audit(weir, ABOUT_RISKY).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNoAuditIsABadRequestThatSaysWhatWasExpected() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      for (var odd :
          List.of("", "[]", "null", "{", "{}x", "{\"a\":1}", "{\"a\":[1]}", "{\"a\":[\"1\"", "x")) {
        var reply = audit(weir, odd);
        assertThat(reply.statusCode()).as(odd).isEqualTo(400);
        assertError(reply, "expected");
      }
      var half = Arrays.copyOf(Gzip.compressed(bytes(ABOUT_RISKY)), 20);
      for (var odd : List.of(half, bytes(ABOUT_RISKY))) {
        var reply = post(weir, AUDIT, odd, "Content-Encoding", "gzip");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertError(reply, "gzip");
      }
      var brotli = post(weir, AUDIT, bytes(ABOUT_RISKY), "Content-Encoding", "br");
      assertThat(brotli.statusCode()).isEqualTo(415);
      assertError(brotli, "gzip");
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void namesThatCannotBeAreLeftOut() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var reply = audit(weir, "{\"../evil\":[\"1.0.0\"],\"risky\":[\"1.0.0\"],\"\":[\"1.0.0\"]}");

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(origin.auditedNames()).containsExactly("risky");
    }
  }

  @Test
  void aLongLockfileIsAuditedInOneQuestion() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.advise("package-2999", "*", "critical", "Deep down");
      var asked = JSON.createObjectNode();
      IntStream.range(0, 3000).forEach(i -> asked.putArray("package-" + i).add("1.0." + i));

      var reply = zippedAudit(weir, asked.toString());

      assertThat(reply.statusCode()).isEqualTo(200);
      assertThat(reply.body()).contains("Deep down");
      assertThat(origin.auditedNames()).hasSize(3000);
      assertThat(origin.audits()).isEqualTo(1);
    }
  }

  @Test
  void moreAuditsAtATimeThanAllowedAreAskedToComeBack() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "answer.max-running=1")) {
      origin.fault("/" + AUDIT, Fault.once().delay(Duration.ofSeconds(2)));
      var first = CompletableFuture.supplyAsync(() -> audit(weir, ABOUT_RISKY));
      await().until(() -> origin.audits() == 1);

      var second = audit(weir, "{\"other\":[\"1.0.0\"]}");

      assertThat(second.statusCode()).isEqualTo(503);
      assertError(second, "answer.max-running");
      assertThat(second.headers().firstValue("retry-after")).isPresent();
      assertThat(first.join().statusCode()).isEqualTo(200);
      assertThat(audit(weir, ABOUT_RISKY).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void otherMethodsAreToldWhichOneItIs() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      var reply = weir.get(AUDIT);

      assertThat(reply.statusCode()).isEqualTo(405);
      assertThat(reply.headers().firstValue("allow")).contains("POST");
    }
  }

  @Test
  void theOldFormsOfAuditAreGoneAndSaySo() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      for (var path : List.of("-/npm/v1/security/audits", "-/npm/v1/security/audits/quick")) {
        var reply = post(weir, path, bytes("{\"requires\":{\"@corp/secret\":\"1\"}}"));
        assertThat(reply.statusCode()).isEqualTo(410);
        assertError(reply, "advisories/bulk");
      }
      assertThat(origin.totalRequests()).isZero();
    }
  }

  @Test
  void npmFindsTheVulnerabilityThroughWeir() {
    assumeTrue(NpmClient.isOnPath());
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var npm = NpmClient.of(weir.registry())) {
      origin.add(FixturePackage.of("risky").versions("1.0.0", "1.1.0"));
      origin.advise("risky", "<1.1.0", "high", "Prototype pollution in risky");
      assertThat(npm.dependsOn(Map.of("risky", "1.0.0")).install().exitCode()).isZero();

      var audit = npm.run(List.of("audit", "--audit"));

      assertThat(audit.exitCode()).as(audit.output()).isEqualTo(1);
      assertThat(audit.output()).contains("Prototype pollution in risky", "Severity: high");

      origin.faultUnder("/-/", Fault.always().status(500));
      var failed = npm.run(List.of("audit", "--audit", "--fetch-retries=0"));

      assertThat(failed.exitCode()).as(failed.output()).isNotZero();
      assertThat(failed.output()).doesNotContain("found 0 vulnerabilities");
    }
  }

  private static void assertError(HttpResponse<String> reply, String says) {
    JsonNode json = JSON.readTree(reply.body());
    assertThat(json.at("/error").asString()).contains(says);
    assertThat(json.at("/message").asString()).isNotEmpty();
  }
}
