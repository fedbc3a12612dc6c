package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** No room on the disk: reads go on, misses pass through uncached, health says so. */
@LeaksCheckedAfterAll
class DiskFullIT {
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";
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

  @Test
  void whatPassesThroughIsCountedAsABypass() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      weir.restart(NO_ROOM);
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));

      assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
      assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);

      assertThat(weir.metric("weir_cache_requests_total", "packument", "\"bypass\"")).isEqualTo(1);
      assertThat(weir.metric("weir_cache_requests_total", "tarball", "\"bypass\"")).isEqualTo(1);
      assertThat(weir.metric("weir_storage_refusing", "store=\"cache\"")).isEqualTo(1);
    }
  }

  @Test
  void aTarballTooLargeForMemoryPassesThroughToEachClientCheckedAllTheSame() {
    try (var origin = FixtureRegistry.start();
        var herd = new Herd();
        var weir = WeirUnderTest.of(origin, "memory.in-flight=16MiB")) {
      weir.restart(NO_ROOM);
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(12_000_000));
      var right = origin.tarball("pkg", "1.0.0").bytes();

      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
      assertThat(herd.get(4, weir.uri(TARBALL)))
          .allMatch(reply -> reply.is(200) && reply.bytes() == right.length);
      assertThat(weir.bytes(TARBALL, "Range", "bytes=6000000-6000099").body())
          .isEqualTo(Arrays.copyOfRange(right, 6_000_000, 6_000_100));
      assertThat(weir.metric("weir_cache_requests_total", "tarball", "\"bypass\"")).isEqualTo(6);

      for (var damage :
          List.of(Fault.always().corrupt(11_999_000), Fault.always().truncate(9_000_000))) {
        var rule = origin.fault("/" + TARBALL, damage);
        assertThat(herd.get(2, weir.uri(TARBALL)))
            .allMatch(reply -> reply.status() == 200 && !reply.failure().isEmpty());
        rule.clear();
      }
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isPositive();
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(right);
    }
  }

  @Test
  void itRecoversByItselfWhenThereIsRoomAgain() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0"));
      long reserve = weir.data().toFile().getUsableSpace() - (512L << 20);
      var filler = weir.data().resolve("filler");
      Assumptions.assumeTrue(fill(filler), "no fallocate here");
      weir.restart("storage.min-free=" + (reserve >> 20) + "MiB");
      assertThat(weir.get(TARBALL).statusCode()).isEqualTo(200);
      assertThat(weir.getUrl(weir.url() + "health/ready").body()).contains("degraded");
      weir.get(TARBALL);
      assertThat(origin.requests("/" + TARBALL)).as("not stored").isEqualTo(2);

      Files.delete(filler);

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> weir.getUrl(weir.url() + "health/ready").body().contains("\"ready\""));
      weir.get(TARBALL);
      weir.get(TARBALL);
      assertThat(origin.requests("/" + TARBALL)).as("stored").isEqualTo(3);
    }
  }

  /** Takes space without writing it. */
  private static boolean fill(Path file) throws InterruptedException {
    try {
      return new ProcessBuilder("fallocate", "-l", "1536M", file.toString()).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
