package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin's fault is not the user's, and absent is never confused with unreachable. */
@LeaksCheckedAfterAll
class OriginOffIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Test
  void cachedNamesAnswerAtOnceWhileTheOriginIsOff() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("kept").versions("1.0.0"));
      var tarball = FixtureRegistry.tarballPath("kept", "1.0.0").substring(1);
      var packument = weir.get("kept").body();
      var bytes = weir.bytes(tarball).body();
      origin.stop();

      weir.restart();

      assertThat(weir.get("kept").body())
          .isEqualTo(packument.replaceAll("127\\.0\\.0\\.1:\\d+/npm", host(weir) + "/npm"));
      assertThat(weir.bytes(tarball).body()).isEqualTo(bytes);
    }
  }

  @Test
  void staleIsServedHoweverOldWhileTheOriginIsOff() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("kept").versions("1.0.0"));
      weir.get("kept");
      origin.stop();
      clock.advance(Duration.ofDays(400));

      var stale = weir.get("kept");

      assertThat(stale.statusCode()).isEqualTo(200);
      assertThat(weir.metric("weir_cache_requests_total", "status=\"stale\"")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void anOriginThatFailsIsABadGatewayWithinTenSeconds(int status) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(status));

      assertThat(assertGatewayError(weir, "anything").statusCode()).isEqualTo(502);
      assertThat(assertGatewayError(weir, "anything/-/anything-1.0.0.tgz").statusCode())
          .isEqualTo(502);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void anOriginThatWantsACredentialIsABadGatewayThatNamesItsKey(int status) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(status));

      var reply = assertGatewayError(weir, "anything");

      // 401 would tell npm's user to log in.
      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("external-connections", "token-env");
    }
  }

  @Test
  void anOriginThatIsAskedTooMuchIsUnavailableForAsLongAsItSays() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(429, Duration.ofSeconds(30)));

      var first = assertGatewayError(weir, "anything");
      var second = assertGatewayError(weir, "another");

      for (var reply : List.of(first, second)) {
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(25L, 30L);
      }
      assertThat(origin.totalRequests()).as("it is left alone").isEqualTo(1);
    }
  }

  @Test
  void uncachedNamesAreAGatewayErrorWithinTenSecondsIfTheOriginHangsOrIsDown() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().hang());
      assertGatewayError(weir, "hanging");

      origin.stop();
      assertGatewayError(weir, "down");
    }
  }

  @Test
  void htmlAndBadJsonAreAGatewayErrorThatSaysSo() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("odd").versions("1.0.0"));
      var html = origin.fault("/odd", Fault.always().html());
      assertGatewayError(weir, "odd");
      html.clear();
      var bad = origin.fault("/odd", Fault.always().badJson());
      assertGatewayError(weir, "odd");
      bad.clear();

      assertThat(weir.get("odd").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void manyRequestsForAnUnknownNameCostOneOriginRequest() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      var replies = herd.get(100, weir.uri("nobody-has-this"));
      weir.get("nobody-has-this", "Accept", "application/vnd.npm.install-v1+json");
      var tarball = weir.get("nobody-has-this/-/nobody-has-this-1.0.0.tgz");

      assertThat(replies).allMatch(reply -> reply.is(404));
      assertThat(tarball.statusCode()).isEqualTo(404);
      assertThat(tarball.body()).contains("\"error\"", "\"message\"");
      assertThat(origin.totalRequests()).isEqualTo(1);
    }
  }

  @Test
  void serviceIsBackWithinTenSecondsOfTheOriginsReturn() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("back").versions("1.0.0"));
      origin.stop();
      for (int i = 0; i < 8; i++) {
        assertThat(weir.get("name-" + i).statusCode()).isIn(502, 503, 504);
      }

      origin.restart();

      await().atMost(LIMIT).until(() -> weir.get("back").statusCode() == 200);
    }
  }

  @Test
  void aConnectionWithoutAnAddressNamesTheKeyToSet() {
    try (var weir =
        WeirUnderTest.with(
            java.time.InstantSource.system(),
            new java.util.ArrayList<>(
                List.of(
                    "external-connections.nowhere.allow-private=true",
                    "bootstrap.domains.local.repositories.empty.external-connection=nowhere")))) {
      var reply = weir.getUrl(weir.registry("local/empty") + "lodash");

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("external-connections.nowhere.url");
    }
  }

  private static HttpResponse<String> assertGatewayError(WeirUnderTest weir, String path) {
    var before = System.nanoTime();
    var reply = weir.get(path);

    assertThat(reply.statusCode()).isIn(502, 503, 504);
    assertThat(reply.body()).contains("\"error\"", "\"message\"", "public:npmjs");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LIMIT);
    return reply;
  }

  private static String host(WeirUnderTest weir) {
    return java.net.URI.create(weir.url()).getAuthority();
  }
}
