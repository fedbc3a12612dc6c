package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Too much at a time: 503 with Retry-After, counted, and well again when it is over. */
@LeaksCheckedAfterAll
class OverloadIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  @Test
  void oneMoreFlightThanAllowedIsTurnedAway() {
    try (var origin = FixtureRegistry.start();
        var herd = new Herd();
        var weir = WeirUnderTest.of(origin, "tarball.max-flights=2")) {
      var busy = new ArrayList<URI>();
      for (int i = 0; i < 2; i++) {
        origin.add(FixturePackage.of("busy-" + i).versions("1.0.0").tarballBytes(2_000_000));
        busy.add(weir.uri("busy-%d/-/busy-%d-1.0.0.tgz".formatted(i, i)));
      }
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      weir.get("pkg");
      var slow = origin.faultUnder("/busy-", Fault.always().throttle(1_000_000));
      var flying = herd.start(busy);
      await().until(() -> weir.metric("weir_flights", "kind=\"tarball\"") == 2);

      assertTurnedAway(weir.get(TARBALL), "tarball.max-flights");

      assertThat(flying).allMatch(reply -> reply.join().is(200));
      slow.clear();
      assertThat(throttled(weir)).isPositive();
      assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatFindsTheQueueBeforeItsOriginFullIsTurnedAwayAndNotRememberedAsAbsent() {
    try (var origin = FixtureRegistry.start();
        var herd = new Herd();
        var weir =
            WeirUnderTest.of(origin, "upstream.max-connections=1", "upstream.max-pending=1")) {
      var uris = new ArrayList<URI>();
      for (int i = 0; i < 20; i++) {
        origin.add(FixturePackage.of("pkg-" + i).versions("1.0.0"));
        uris.add(weir.uri("pkg-" + i));
      }
      origin.faultAll(Fault.always().delay(Duration.ofSeconds(1)));

      var replies = herd.get(uris);

      assertThat(replies).allMatch(reply -> reply.is(200) || reply.is(503));
      assertThat(replies).anyMatch(reply -> reply.is(503)).anyMatch(reply -> reply.is(200));
      assertThat(throttled(weir)).isPositive();
      origin.clearFaults();
      assertThat(weir.get("pkg-19").statusCode()).isEqualTo(200);
      assertThat(weir.metric("weir_cache_requests_total", "\"negative\"")).isZero();
    }
  }

  private static double throttled(WeirUnderTest weir) {
    return weir.metric("weir_requests_seconds_count", "outcome=\"throttled\"");
  }

  private static void assertTurnedAway(HttpResponse<String> reply, String key) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(503);
    assertThat(reply.headers().firstValueAsLong("retry-after").orElse(0)).isPositive();
    assertThat(Told.error(reply)).contains(key);
  }
}
