package dev.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HerdTest {
  private static final String TARBALL = FixtureRegistry.tarballPath("a", "1.0.0");

  private final FixtureRegistry registry =
      FixtureRegistry.start().add(FixturePackage.of("a").versions("1.0.0").tarballBytes(300_000));
  private final Herd herd = new Herd();

  @AfterEach
  void close() {
    herd.close();
    registry.close();
  }

  @Test
  void everyoneGetsTheSameBytes() throws Exception {
    var whole = registry.tarball("a", "1.0.0").bytes();
    var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(whole));

    var replies = herd.get(200, registry.uri(TARBALL));

    assertThat(replies).hasSize(200).allMatch(reply -> reply.is(200));
    assertThat(replies).extracting(HerdReply::sha512).containsOnly(hash);
    assertThat(replies).extracting(HerdReply::bytes).containsOnly(300_000L);
  }

  @Test
  void firstByteAndEndAreTimedApart() {
    registry.fault(TARBALL, Fault.always().throttle(600_000));

    var reply = herd.get(1, registry.uri(TARBALL)).get(0);

    assertThat(reply.end().minus(reply.firstByte())).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void cutAnswerIsAFailureAndKeepsItsStatus() {
    registry.fault(TARBALL, Fault.once().truncate(1_000));

    var reply = herd.get(1, registry.uri(TARBALL)).get(0);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.bytes()).isEqualTo(1_000);
    assertThat(reply.failure()).isNotEmpty();
    assertThat(reply.is(200)).isFalse();
  }

  @Test
  void noConnectionIsAFailureWithoutAStatus() {
    registry.stop();

    var reply = herd.get(1, registry.uri(TARBALL)).get(0);

    assertThat(reply.status()).isZero();
    assertThat(reply.failure()).contains("ConnectException");
  }
}
