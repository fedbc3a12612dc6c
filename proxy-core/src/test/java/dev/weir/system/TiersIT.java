package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.HerdReply;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three daemons, each the next one's origin by a base with a path: caches in tiers. */
@LeaksCheckedAfterAll
class TiersIT {
  private static final int CLIENTS = 100;

  private final ManualClock clock = new ManualClock();

  /** The daemons, the one that clients ask first. */
  private record Chain(List<WeirUnderTest> daemons) implements AutoCloseable {
    WeirUnderTest first() {
      return daemons.get(0);
    }

    @Override
    public void close() {
      daemons.forEach(WeirUnderTest::close);
    }
  }

  private Chain before(FixtureRegistry origin) {
    var last = WeirUnderTest.of(clock, origin);
    var middle = before(last);
    return new Chain(List.of(before(middle), middle, last));
  }

  private WeirUnderTest before(WeirUnderTest next) {
    var settings = new ArrayList<String>();
    settings.add("external-connections.\"public:npmjs\".url=" + next.registry());
    return WeirUnderTest.with(clock, settings);
  }

  @Test
  void aHerdThroughThreeDaemonsCostsTheOriginOneRequest() throws Exception {
    try (var origin = FixtureRegistry.start();
        var chain = before(origin);
        var herd = new Herd()) {
      origin.add(FixturePackage.of("big").versions("1.0.0").tarballBytes(3_000_000));
      var path = FixtureRegistry.tarballPath("big", "1.0.0");
      origin.faultAll(Fault.always().delay(Duration.ofMillis(200)));
      var weir = chain.first();

      var tarballs = herd.get(CLIENTS, weir.uri(path.substring(1)));
      var packuments = herd.get(CLIENTS, weir.uri("big"));

      var right = sha512(origin.tarball("big", "1.0.0").bytes());
      assertThat(tarballs)
          .hasSize(CLIENTS)
          .allMatch(reply -> reply.is(200) && reply.sha512().equals(right));
      assertThat(origin.requests(path)).isEqualTo(1);
      assertThat(packuments).hasSize(CLIENTS).allMatch(reply -> reply.is(200));
      assertThat(packuments.stream().map(HerdReply::sha512).distinct()).hasSize(1);
      assertThat(origin.requests("/big")).isEqualTo(1);
    }
  }

  @Test
  void whatComesOutOfTheChainIsWhatOneDaemonGives() {
    try (var origin = FixtureRegistry.start();
        var chain = before(origin);
        var alone = WeirUnderTest.of(clock, origin)) {
      origin.add(FixturePackage.of("@scope/pack").versions("1.0.0", "1.1.0"));
      var path = "@scope%2fpack";

      var through = chain.first().get(path).body();

      assertThat(through)
          .isEqualTo(alone.get(path).body().replace(alone.registry(), chain.first().registry()));
      var tarball = FixtureRegistry.tarballPath("@scope/pack", "1.1.0").substring(1);
      assertThat(chain.first().bytes(tarball).body())
          .isEqualTo(origin.tarball("@scope/pack", "1.1.0").bytes());
    }
  }

  @Test
  void aRevalidationPassesAlongAndCarriesNoBody() {
    try (var origin = FixtureRegistry.start();
        var chain = before(origin)) {
      origin.add(FixturePackage.of("kept").versions("1.0.0"));
      var first = chain.first().get("kept");
      clock.advance(Duration.ofHours(1));

      var second = chain.first().get("kept");

      assertThat(second.body()).isEqualTo(first.body());
      assertThat(origin.requests("/kept")).isEqualTo(2);
      for (var weir : chain.daemons()) {
        assertThat(weir.metric("weir_cache_requests_total", "status=\"revalidated\"")).isEqualTo(1);
        assertThat(weir.metric("weir_integrity_failures_total")).isZero();
      }
    }
  }

  @Test
  void aNewVersionComesThrough() {
    try (var origin = FixtureRegistry.start();
        var chain = before(origin)) {
      origin.add(FixturePackage.of("moving").versions("1.0.0"));
      assertThat(chain.first().get("moving").body()).doesNotContain("\"2.0.0\"");
      origin.publish("moving", "2.0.0");
      clock.advance(Duration.ofHours(1));

      assertThat(chain.first().get("moving").body()).contains("\"2.0.0\"");
    }
  }

  @Test
  void absentStaysAbsentAndUnreachableStaysUnreachable() {
    try (var origin = FixtureRegistry.start();
        var chain = before(origin)) {
      assertThat(chain.first().get("nobody-has-this").statusCode()).isEqualTo(404);
      assertThat(chain.first().get("nobody-has-this/-/nobody-has-this-1.0.0.tgz").statusCode())
          .isEqualTo(404);
      assertThat(origin.totalRequests()).isEqualTo(1);

      origin.stop();

      assertThat(chain.first().get("never-seen").statusCode()).isIn(502, 503, 504);
    }
  }

  @Test
  void withTheOriginOffWhatIsKnownIsServedThroughAll() {
    try (var origin = FixtureRegistry.start();
        var chain = before(origin)) {
      origin.add(FixturePackage.of("kept").versions("1.0.0"));
      var path = FixtureRegistry.tarballPath("kept", "1.0.0").substring(1);
      var packument = chain.first().get("kept").body();
      var tarball = chain.first().bytes(path).body();
      origin.stop();
      clock.advance(Duration.ofDays(30));

      assertThat(chain.first().get("kept").body()).isEqualTo(packument);
      assertThat(chain.first().bytes(path).body()).isEqualTo(tarball);
      // And if the next tier is off too, from the first one's own.
      chain.daemons().get(1).stop();
      clock.advance(Duration.ofDays(30));
      assertThat(chain.first().get("kept").body()).isEqualTo(packument);
    }
  }

  private static String sha512(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
  }
}
