package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.HerdReply;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An origin that sends its bytes at a drip, or stops: all who wait are told, in time if they have
 * got nothing yet; nothing is stored, and the next request fetches again.
 */
@LeaksCheckedAfterAll
class DripIT {
  private static final int SMALL = 20_000;
  private static final int LARGE = 2_000_000;
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  static Stream<Arguments> unheard() {
    return Stream.of(
        Arguments.of("tarball stops", TARBALL, Fault.always().stall(1_000)),
        Arguments.of("tarball drips", TARBALL, Fault.always().drip(10, Duration.ofMillis(200))),
        Arguments.of(
            "tarball without a length drips",
            TARBALL,
            Fault.always().noLength().drip(10, Duration.ofMillis(200))),
        Arguments.of("packument stops", "pkg", Fault.always().stall(100)),
        Arguments.of("packument drips", "pkg", Fault.always().drip(5, Duration.ofMillis(200))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unheard")
  void whoHasBeenSentNothingIsToldWithinTheDeadline(String what, String path, Fault fault)
      throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      origin.add(FixturePackage.of("pkg").versions(40).tarballBytes(SMALL));
      var rule = origin.fault("/" + path, fault);

      // Followers as well as the first.
      var replies = herd.get(10, weir.uri(path));

      assertThat(replies).allMatch(reply -> reply.is(504));
      assertThat(replies.stream().map(HerdReply::end))
          .allMatch(end -> end.compareTo(Told.LIMIT) < 0);
      assertThat(origin.requests("/" + path)).as("one flight").isEqualTo(1);
      assertNothingRuns(weir);
      rule.clear();
      assertThat(weir.get(path).statusCode()).isEqualTo(200);
    }
  }

  static Stream<Arguments> begun() {
    return Stream.of(
        Arguments.of("stops", Fault.always().stall(1_000_000), "upstream.idle-timeout=1s"),
        Arguments.of("drips", Fault.always().throttle(400_000), "upstream.total-timeout=2s"),
        Arguments.of(
            "without a length drips",
            Fault.always().noLength().throttle(400_000),
            "upstream.total-timeout=2s"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("begun")
  void whoHasSomeOfALargeTarballIsCutOffAtTheDeadlineAndNeverGetsItWhole(
      String what, Fault fault, String deadline) throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, deadline);
        var herd = new Herd()) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(LARGE));
      weir.get("pkg");
      double before = weir.metric("weir_storage_live_bytes", "store=\"cache\"");
      var rule = origin.fault("/" + TARBALL, fault);

      var replies = herd.get(10, weir.uri(TARBALL));

      assertThat(replies)
          .allMatch(reply -> reply.status() == 200 && !reply.failure().isEmpty())
          .allMatch(reply -> reply.bytes() < LARGE);
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
      assertNothingRuns(weir);
      assertThat(weir.metric("weir_storage_live_bytes", "store=\"cache\"")).isEqualTo(before);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(1);
      rule.clear();
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    }
  }

  @Test
  void aStalePackumentIsServedWhileTheNewOneDrips() {
    var clock = new ManualClock();
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(clock, origin, "packument.revalidate-deadline=500ms")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      origin.publish("pkg", "1.1.0");
      origin.fault("/pkg", Fault.always().drip(5, Duration.ofMillis(200)));
      clock.advance(Duration.ofDays(1));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"stale\"")).isEqualTo(1);
    }
  }

  @Test
  void aSmallBodyThatStopsOnceIsServedByTheSecondTryIfThereIsTimeForOne() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.idle-timeout=1s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(SMALL));
      origin.fault("/" + TARBALL, Fault.once().stall(1_000));

      assertThat(weir.bytes(TARBALL).body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(2);
    }
  }

  private static void assertNothingRuns(WeirUnderTest weir) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        List.of(
                            weir.metric("weir_flights", "kind=\"tarball\""),
                            weir.metric("weir_flights", "kind=\"packument\"")))
                    .containsOnly(0.0));
  }
}
