package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that dawdle or leave: the flight is the others', and nobody else notices. */
@LeaksCheckedAfterAll
class VanishingClientIT {
  private static final int SIZE = 3_000_000;
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  private FixtureRegistry origin;
  private WeirUnderTest weir;

  @BeforeEach
  void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(SIZE));
    weir.get("pkg");
  }

  @AfterEach
  void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void theLeaderLeavesAndItsFollowerGetsItAll() throws IOException {
    origin.fault("/" + TARBALL, Fault.always().throttle(1_000_000));
    try (var herd = new Herd();
        var leader = RawHttp.connect(weir.registry())) {
      leader.get("/" + TARBALL);
      assertThat(leader.readHead().status()).isEqualTo(200);
      var follower = herd.start(List.of(weir.uri(TARBALL))).get(0);
      await().until(() -> weir.metric("weir_cache_coalesced_total", "kind=\"tarball\"") == 1);

      leader.reset();

      assertThat(follower.join().is(200)).isTrue();
      assertThat(follower.join().bytes()).isEqualTo(SIZE);
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
      assertThat(weir.bytes(TARBALL).statusCode()).isEqualTo(200);
      assertThat(origin.requests("/" + TARBALL)).as("it was stored").isEqualTo(1);
    }
  }

  @Test
  void aDownloadMoreThanHalfDoneGoesOnWithoutClientsAndIsStored() throws IOException {
    origin.fault("/" + TARBALL, Fault.always().throttle(1_500_000));
    try (var client = RawHttp.connect(weir.registry())) {
      client.get("/" + TARBALL);
      client.readHead();
      client.readExactly(SIZE * 2 / 3);
      client.reset();
    }

    await()
        .untilAsserted(() -> assertThat(weir.metric("weir_flights", "kind=\"tarball\"")).isZero());

    assertThat(weir.bytes(TARBALL).body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
  }

  @Test
  void aClientThatTakesNothingSlowsNobody() throws IOException {
    origin.fault("/" + TARBALL, Fault.always().throttle(3_000_000));
    try (var herd = new Herd();
        var slow = RawHttp.connect(weir.registry(), 4096)) {
      slow.get("/" + TARBALL);
      var head = slow.readHead();

      assertThat(herd.get(5, weir.uri(TARBALL))).allMatch(reply -> reply.is(200));

      // It has its own place in the body all the same, and gets the whole.
      assertThat(slow.readBody(head).bytes()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(1);
    }
  }
}
