package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An origin that does not answer, in every way there is: stale if anything is stored, else an error
 * that names the connection and the cause, in time; never remembered as absent.
 */
@LeaksCheckedAfterAll
class OriginFaultIT {
  private static final String URL = "external-connections.\"public:npmjs\".url=";
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  /** A fault, and how it is counted. */
  private enum Trouble {
    SERVER_ERROR_500("server_error", "answered 500", fault(Fault.always().status(500))),
    SERVER_ERROR_502("server_error", "answered 502", fault(Fault.always().status(502))),
    SERVER_ERROR_503("server_error", "answered 503", fault(Fault.always().status(503))),
    SERVER_ERROR_504("server_error", "answered 504", fault(Fault.always().status(504))),
    TIMEOUT("timeout", "no answer", fault(Fault.always().hang())),
    STALL_AFTER_THE_HEAD("found", "stopped", fault(Fault.always().stall(100))),
    RESET("reset", "broke the connection", fault(Fault.always().reset())),
    REFUSED_CONNECTION("connect", "cannot connect", (origin, weir) -> origin.stop()),
    DNS_FAILURE(
        "connect", "connect", (origin, weir) -> weir.restart(URL + "http://no.such.host.invalid/")),
    TLS_FAILURE(
        "connect",
        "TLS",
        (origin, weir) -> weir.restart(URL + origin.url().replace("http:", "https:")));

    private final String outcome;
    private final String words;

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiConsumer<FixtureRegistry, WeirUnderTest> begin;

    Trouble(String outcome, String words, BiConsumer<FixtureRegistry, WeirUnderTest> begin) {
      this.outcome = outcome;
      this.words = words;
      this.begin = begin;
    }

    private static BiConsumer<FixtureRegistry, WeirUnderTest> fault(Fault fault) {
      return (origin, weir) -> origin.faultAll(fault);
    }

    void begin(FixtureRegistry origin, WeirUnderTest weir) {
      begin.accept(origin, weir);
    }

    void end(FixtureRegistry origin, WeirUnderTest weir) {
      switch (this) {
        case REFUSED_CONNECTION -> origin.restart();
        case DNS_FAILURE, TLS_FAILURE -> weir.restart(URL + origin.url());
        default -> origin.clearFaults();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void withNothingStoredPackumentAndTarballAreAGatewayErrorInTime(Trouble trouble) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.breaker-failures=1000")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.add(FixturePackage.of("known").versions("1.0.0"));
      weir.get("known");
      trouble.begin(origin, weir);

      // A tarball of which nothing is known, and one whose packument is stored.
      var asked =
          List.of("pkg", TARBALL, "known/-/known-1.0.0.tgz").stream()
              .map(
                  path ->
                      CompletableFuture.runAsync(
                          () -> Told.gatewayError(() -> weir.get(path), trouble.words)))
              .toList();
      asked.forEach(CompletableFuture::join);

      assertThat(
              weir.metric(
                  "weir_upstream_requests_seconds_count", "outcome=\"" + trouble.outcome + "\""))
          .isPositive();
      trouble.end(origin, weir);
      Told.nothingIsRememberedAsAbsent(weir, List.of("pkg", TARBALL, "known/-/known-1.0.0.tgz"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsStoredIsServedHoweverStale(Trouble trouble) {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      var right = weir.bytes(TARBALL).body();
      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      // So that even an origin that answers the revalidation has a body to fail with.
      origin.publish("pkg", "1.1.0");
      trouble.begin(origin, weir);
      clock.advance(Duration.ofDays(30));

      var before = System.nanoTime();
      var packument = weir.get("pkg");
      var abbreviated = weir.get("pkg", "Accept", "application/vnd.npm.install-v1+json");

      assertThat(packument.statusCode()).isEqualTo(200);
      assertThat(packument.body()).contains("1.0.0");
      assertThat(abbreviated.statusCode()).isEqualTo(200);
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Told.LIMIT);
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"stale\"")).isPositive();
      assertThat(weir.metric("weir_cache_requests_total", "\"negative\"")).isZero();
    }
  }

  @Test
  void afterFaultsInARowTheBreakerLeavesTheOriginAloneAndHalfOpensAfterItsPause() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.retries=0", "upstream.breaker-pause=5s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      origin.faultAll(Fault.always().status(500));
      for (int i = 0; i < 5; i++) {
        Told.gatewayError(() -> weir.get("pkg"));
      }

      assertThat(breakerOpen(weir)).isTrue();
      origin.resetCounters();
      for (int i = 0; i < 20; i++) {
        Told.gatewayError(() -> weir.get("pkg"));
        Told.gatewayError(() -> weir.get(TARBALL));
      }
      assertThat(origin.totalRequests()).as("one probe at most").isLessThanOrEqualTo(1);

      // Half open: a single request finds out, and its fault opens it anew.
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                weir.get("pkg");
                return origin.totalRequests() > 0;
              });
      assertThat(breakerOpen(weir)).isTrue();
      origin.clearFaults();
      await().atMost(Duration.ofSeconds(20)).until(() -> weir.get("pkg").statusCode() == 200);
      assertThat(breakerOpen(weir)).isFalse();
    }
  }

  @Test
  void whileTheBreakerIsOpenStaleIsServedWithoutWaiting() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin, "upstream.breaker-pause=10m")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.faultAll(Fault.always().status(500));
      for (int i = 0; i < 5; i++) {
        Told.gatewayError(() -> weir.get("other"));
      }
      assertThat(breakerOpen(weir)).isTrue();
      origin.clearFaults();
      origin.faultAll(Fault.always().hang());
      origin.resetCounters();
      clock.advance(Duration.ofDays(1));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);

      assertThat(origin.totalRequests()).isZero();
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"stale\"")).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatComesSlowlyButComesIsNoFault() {
    try (var origin = FixtureRegistry.start();
        var weir =
            WeirUnderTest.of(
                origin,
                "upstream.connect-timeout=1s",
                "upstream.first-byte-timeout=1s",
                "upstream.head-deadline=1s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(60_000));
      origin.faultAll(Fault.always().throttle(20_000));

      var tarball = weir.bytes(TARBALL);

      assertThat(tarball.statusCode()).isEqualTo(200);
      assertThat(tarball.body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    }
  }

  private static boolean breakerOpen(WeirUnderTest weir) {
    return weir.metric("weir_upstream_breaker_open", "connection=\"public:npmjs\"") == 1;
  }
}
