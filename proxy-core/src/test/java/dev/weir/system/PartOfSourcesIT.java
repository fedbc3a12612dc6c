package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** One of two sources is unreachable: never a silent partial merge, since {@code latest} moves. */
@LeaksCheckedAfterAll
class PartOfSourcesIT {
  @ParameterizedTest
  @ValueSource(ints = {500, 401, 429})
  void withNothingOfItStoredThePackumentIsAGatewayErrorWhicheverOfThemItIs(int status) {
    try (var first = FixtureRegistry.start();
        var second = FixtureRegistry.start();
        var weir = both(InstantSource.system(), first, second)) {
      for (var broken : List.of(first, second)) {
        var name = broken == first ? "one" : "two";
        first.add(FixturePackage.of(name).versions("1.0.0"));
        second.add(FixturePackage.of(name).versions("1.0.0", "2.0.0"));
        broken.faultAll(Fault.always().status(status));

        var reply = weir.getUrl(weir.registry("both/app") + name);

        assertThat(reply.statusCode()).isEqualTo(status == 429 ? 503 : 502);
        assertThat(Told.error(reply)).contains(broken == first ? "first" : "second");
        broken.clearFaults();
        if (status == 429) {
          weir.restart();
        }
        assertThat(latest(weir, name)).isEqualTo("2.0.0");
      }
      assertThat(weir.metric("weir_cache_requests_total", "\"negative\"")).isZero();
    }
  }

  @Test
  void latestDoesNotMoveWhileOneSourceIsDownAndStored() {
    var clock = new ManualClock();
    try (var first = FixtureRegistry.start();
        var second = FixtureRegistry.start();
        var weir = both(clock, first, second)) {
      first.add(FixturePackage.of("pkg").versions("1.0.0"));
      second.add(FixturePackage.of("pkg").versions("1.0.0", "2.0.0"));
      assertThat(latest(weir, "pkg")).isEqualTo("2.0.0");
      second.faultAll(Fault.always().status(500));
      clock.advance(Duration.ofDays(30));

      assertThat(latest(weir, "pkg")).isEqualTo("2.0.0");
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"stale\"")).isPositive();
    }
  }

  @Test
  void aTarballIsNotTakenFromALaterSourceWhileAnEarlierOneCannotBeAsked() {
    try (var first = FixtureRegistry.start();
        var second = FixtureRegistry.start();
        var weir = both(InstantSource.system(), first, second)) {
      first.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(10_000));
      second.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(20_000));
      var url = weir.registry("both/app") + "pkg/-/pkg-1.0.0.tgz";
      first.faultAll(Fault.always().status(500));

      var reply = weir.getUrl(url);

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(Told.error(reply)).contains("first");
      assertThat(second.tarballRequests()).isZero();
      first.clearFaults();
      assertThat(weir.getUrl(url).statusCode()).isEqualTo(200);
      assertThat(first.tarballRequests()).isPositive();
      assertThat(second.tarballRequests()).isZero();
    }
  }

  @Test
  void aTarballOfAnEarlierSourceIsServedWhateverALaterOneDoes() {
    try (var first = FixtureRegistry.start();
        var second = FixtureRegistry.start();
        var weir = both(InstantSource.system(), first, second)) {
      first.add(FixturePackage.of("pkg").versions("1.0.0"));
      second.stop();

      assertThat(weir.getUrl(weir.registry("both/app") + "pkg/-/pkg-1.0.0.tgz").statusCode())
          .isEqualTo(200);
    }
  }

  private static String latest(WeirUnderTest weir, String name) {
    var reply = weir.getUrl(weir.registry("both/app") + name);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body()).at("/dist-tags/latest").asString();
  }

  /** {@code app → [left, right]}, {@code left → first}, {@code right → second}. */
  private static WeirUnderTest both(
      InstantSource clock, FixtureRegistry first, FixtureRegistry second) {
    var repositories = "bootstrap.domains.both.repositories.";
    return WeirUnderTest.with(
        clock,
        new ArrayList<>(
            List.of(
                "upstream.breaker-failures=1000",
                "external-connections.first.url=" + first.url(),
                "external-connections.second.url=" + second.url(),
                repositories + "app.upstreams=left,right",
                repositories + "left.external-connection=first",
                repositories + "right.external-connection=second")));
  }
}
