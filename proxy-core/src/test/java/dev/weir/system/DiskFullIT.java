package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import org.junit.jupiter.api.Test;

/** No room on the disk: reads go on, misses pass through uncached, health says so. */
@LeaksCheckedAfterAll
class DiskFullIT {
  private static final String NO_ROOM = "storage.min-free=9000TiB";

  @Test
  void missesPassThroughUncachedAndAreCheckedAllTheSame() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("kept").versions("1.0.0"));
      origin.add(FixturePackage.of("new").versions("1.0.0").tarballBytes(700_000));
      var kept = weir.bytes("kept/-/kept-1.0.0.tgz").body();
      weir.restart(NO_ROOM);

      assertThat(weir.bytes("kept/-/kept-1.0.0.tgz").body()).isEqualTo(kept);
      assertThat(weir.get("new").statusCode()).isEqualTo(200);
      assertThat(weir.bytes("new/-/new-1.0.0.tgz").body())
          .isEqualTo(origin.tarball("new", "1.0.0").bytes());
      assertThat(weir.getUrl(weir.url() + "health/ready").body()).contains("degraded");

      weir.bytes("new/-/new-1.0.0.tgz");
      assertThat(origin.requests("/new/-/new-1.0.0.tgz")).as("not stored").isEqualTo(2);

      origin.add(FixturePackage.of("wrong").versions("1.0.0"));
      origin.fault("/wrong/-/wrong-1.0.0.tgz", Fault.always().corrupt(1000));
      assertThat(weir.get("wrong/-/wrong-1.0.0.tgz").statusCode()).isEqualTo(502);
    }
  }
}
