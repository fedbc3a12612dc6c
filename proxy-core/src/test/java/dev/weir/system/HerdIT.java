package dev.weir.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.HerdReply;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many clients that want the same thing at the same time cost the origin one request. */
@LeaksCheckedAfterAll
class HerdIT {
  private static final int CLIENTS = 200;

  @Test
  void twoHundredClientsOfAnUncachedTarballCostOneOriginRequest() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      origin.add(FixturePackage.of("big").versions("1.0.0").tarballBytes(5_000_000));
      var path = FixtureRegistry.tarballPath("big", "1.0.0");
      origin.fault(path, Fault.always().delay(Duration.ofMillis(300)));

      var replies = herd.get(CLIENTS, weir.uri(path.substring(1)));

      assertAllRight(replies, origin, "big");
      assertThat(origin.requests(path)).isEqualTo(1);
      assertThat(origin.requests("/big")).isEqualTo(1);
    }
  }

  @Test
  void clientsThatWaitWithAnotherAreToldOfTheSameFailure() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      var html = Fault.always().delay(Duration.ofMillis(500)).html();
      origin.add(FixturePackage.of("broken").versions("1.0.0"));
      origin.fault("/broken", html);

      var replies = herd.get(CLIENTS, weir.uri("broken"));

      assertThat(replies).hasSize(CLIENTS).allMatch(reply -> reply.is(502));
      assertThat(origin.requests("/broken")).isEqualTo(1);
    }
  }

  @Test
  void twoHundredClientsOfAnUncachedPackumentCostOneOriginRequest() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      origin.add(FixturePackage.of("popular").versions(120));
      origin.fault("/popular", Fault.always().delay(Duration.ofMillis(300)));

      var replies = herd.get(CLIENTS, weir.uri("popular"));

      assertThat(replies).hasSize(CLIENTS).allMatch(reply -> reply.is(200));
      assertThat(origin.requests("/popular")).isEqualTo(1);
      origin.clearFaults();
      var theirs = weir.getUrl(origin.url() + "popular").body();
      var right = sha512(theirs.replace(origin.url(), weir.registry()).getBytes(UTF_8));
      assertThat(replies).allMatch(reply -> reply.sha512().equals(right));
    }
  }

  @Test
  void followersHaveTheirFirstBytesLongBeforeTheEndOfASlowDownload() throws Exception {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var herd = new Herd()) {
      origin.add(FixturePackage.of("slow").versions("1.0.0").tarballBytes(5_000_000));
      var path = FixtureRegistry.tarballPath("slow", "1.0.0");
      origin.fault(path, Fault.always().throttle(1_000_000));

      var replies = herd.get(CLIENTS, weir.uri(path.substring(1)));

      assertAllRight(replies, origin, "slow");
      assertThat(origin.requests(path)).isEqualTo(1);
      // The download takes 5 s; ratios within the run, so that a slow machine does not fail it.
      var lastFirstByte = max(replies, HerdReply::firstByte);
      var lastEnd = max(replies, HerdReply::end);
      assertThat(lastFirstByte).isLessThan(lastEnd.dividedBy(2));
      var firstEnd = replies.stream().map(HerdReply::end).min(Comparator.naturalOrder()).get();
      assertThat(lastEnd.minus(firstEnd)).isLessThan(lastEnd.dividedBy(4));
    }
  }

  private static Duration max(
      List<HerdReply> replies, java.util.function.Function<HerdReply, Duration> time) {
    return replies.stream().map(time).max(Comparator.naturalOrder()).orElseThrow();
  }

  private static void assertAllRight(List<HerdReply> replies, FixtureRegistry origin, String name)
      throws Exception {
    var bytes = origin.tarball(name, "1.0.0").bytes();
    var sha512 = sha512(bytes);
    assertThat(replies).hasSize(CLIENTS);
    assertThat(replies).allMatch(reply -> reply.is(200));
    assertThat(replies).allMatch(reply -> reply.sha512().equals(sha512));
  }

  private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
  }
}
