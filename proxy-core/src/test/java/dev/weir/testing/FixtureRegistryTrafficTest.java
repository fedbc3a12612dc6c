package dev.weir.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.util.Collections;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FixtureRegistryTrafficTest {
  private static final String TARBALL = FixtureRegistry.tarballPath("a", "1.0.0");

  private final FixtureRegistry registry =
      FixtureRegistry.start().add(FixturePackage.of("a").versions("1.0.0").tarballBytes(1_000_000));
  private final Herd herd = new Herd();

  @AfterEach
  void close() {
    herd.close();
    registry.close();
  }

  @Test
  void requestsAreCountedByPathByStatusAndByKind() {
    herd.get(3, registry.uri("/a"));
    herd.get(2, registry.uri(TARBALL));
    herd.get(1, registry.uri("/absent"));

    assertThat(registry.requests("/a", 200)).isEqualTo(3);
    assertThat(registry.requests("/a", 404)).isZero();
    assertThat(registry.requests("/absent", 404)).isEqualTo(1);
    assertThat(registry.packumentRequests()).isEqualTo(4);
    assertThat(registry.tarballRequests()).isEqualTo(2);
    assertThat(registry.totalRequests()).isEqualTo(6);
    assertThat(registry.bytesSent()).isBetween(2_000_000L, 2_020_000L);
  }

  @Test
  void newestRequestOfAPathIsKept() {
    herd.get(1, registry.uri("/a"), "If-None-Match", "\"1\"", "Authorization", "Bearer t");
    herd.get(1, registry.uri("/a"), "If-None-Match", "\"2\"");

    assertThat(registry.lastRequest("/a").header("if-none-match")).contains("\"2\"");
    assertThat(registry.lastRequest("/a").header("authorization")).isEmpty();
    assertThatThrownBy(() -> registry.lastRequest("/b")).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void peaksShowWhatWasOpenAtOnce() {
    registry.faultAll(Fault.always().hang());

    herd.start(Collections.nCopies(250, registry.uri("/a")));

    await().until(() -> registry.traffic().inFlight() == 250);
    registry.stop();
    await().until(() -> registry.traffic().inFlight() == 0);
    assertThat(registry.traffic().inFlightPeak()).isEqualTo(250);
    assertThat(registry.traffic().connectionsPeak()).isEqualTo(250);
    assertThat(registry.traffic().connectionsAccepted()).isEqualTo(250);
  }

  @Test
  void clientThatLeavesIsCounted() throws IOException {
    registry.fault(TARBALL, Fault.always().throttle(100_000));
    try (var http = RawHttp.connect(registry.url())) {
      http.get(TARBALL).readHead();
      http.reset();
    }

    await().until(() -> registry.traffic().abandoned() == 1);
    await().until(() -> registry.traffic().connectionsOpen() == 0);
    assertThat(registry.bytesSent()).isLessThan(1_000_000);
  }

  @Test
  void resetForgetsWhatHasBeen() {
    herd.get(2, registry.uri("/a"));

    registry.resetCounters();

    assertThat(registry.totalRequests()).isZero();
    assertThat(registry.bytesSent()).isZero();
    assertThat(registry.requests("/a", 200)).isZero();
    assertThat(registry.traffic().connectionsOpen()).as("it is going on").isPositive();
  }
}
