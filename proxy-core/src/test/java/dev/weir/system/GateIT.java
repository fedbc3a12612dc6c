package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawBody;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gate on the wire: whatever an origin does to a tarball, no client ever holds a complete wrong
 * one, nothing wrong is stored, and the next request is right once the origin is.
 */
@LeaksCheckedAfterAll
class GateIT {
  private static final int SMALL = 20_000;
  private static final int LARGE = 3_000_000;

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("small, corrupt", SMALL, Fault.always().corrupt(9_000)),
        Arguments.of("small, corrupt, no length", SMALL, Fault.always().corrupt(9_000).noLength()),
        Arguments.of("small, truncated", SMALL, Fault.always().truncate(9_000)),
        Arguments.of("small, truncated, chunked", SMALL, Fault.always().noLength().truncate(9_000)),
        Arguments.of("small, shortened", SMALL, Fault.always().shorten(9_000)),
        Arguments.of("large, corrupt early", LARGE, Fault.always().corrupt(100)),
        Arguments.of("large, corrupt at the end", LARGE, Fault.always().corrupt(LARGE - 100)),
        Arguments.of(
            "large, corrupt, no length", LARGE, Fault.always().corrupt(1_500_000).noLength()),
        Arguments.of("large, truncated", LARGE, Fault.always().truncate(1_500_000)),
        Arguments.of(
            "large, truncated, chunked", LARGE, Fault.always().noLength().truncate(1_500_000)),
        Arguments.of("large, shortened", LARGE, Fault.always().shorten(1_500_000)),
        Arguments.of("large, reset", LARGE, Fault.always().reset(1_500_000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aDamagedTarballIsNeverCompletedNorStored(String what, int size, Fault damage)
      throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(size));
      var path = FixtureRegistry.tarballPath("pkg", "1.0.0");
      var right = origin.tarball("pkg", "1.0.0").bytes();
      origin.fault(path, damage);

      // Twice: knowing nothing of the package, and knowing its packument.
      for (int i = 0; i < 2; i++) {
        assertNoClientCompletes(weir, path);
      }
      assertThat(weir.metric("weir_storage_live_bytes", "store=\"cache\""))
          .as("live bytes: the packument alone")
          .isLessThan(SMALL);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\""))
          .isGreaterThanOrEqualTo(2);

      origin.clearFaults();
      var whole = weir.bytes(path.substring(1));
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(whole.body()).isEqualTo(right);
    }
  }

  @Test
  void corruptTarballsAreCounted() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(SMALL));
      var path = FixtureRegistry.tarballPath("pkg", "1.0.0");
      origin.fault(path, Fault.always().corrupt(9_000));

      var refused = weir.get(path.substring(1));

      assertThat(refused.statusCode()).isEqualTo(502);
      assertThat(refused.body()).contains("\"error\"", "public:npmjs");
      // A body that nobody has seen is tried once more.
      assertThat(origin.requests(path)).isEqualTo(2);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(2);
    }
  }

  @Test
  void aSmallTarballThatBreaksOnceIsServedByTheSecondTry() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(SMALL));
      var path = FixtureRegistry.tarballPath("pkg", "1.0.0");
      origin.fault(path, Fault.once().truncate(9_000));

      assertThat(weir.bytes(path.substring(1)).body())
          .isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    }
  }

  @Test
  void anHttp10ClientGetsATarballOfUnknownLengthOnlyWhole() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(LARGE));
      var path = FixtureRegistry.tarballPath("pkg", "1.0.0");
      origin.fault(path, Fault.always().noLength());

      try (var client = RawHttp.connect(weir.registry())) {
        client.send(
            "GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
                .formatted(weir.uri(path.substring(1)).getPath()));
        var head = client.readHead();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("content-length")).isPresent();
        assertThat(client.readBody(head).bytes()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
      }
    }
  }

  @Test
  void aFlightWhoseLastClientLeftStops() throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(LARGE));
      var path = FixtureRegistry.tarballPath("pkg", "1.0.0");
      origin.fault(path, Fault.always().throttle(400_000));
      try (var client = RawHttp.connect(weir.registry())) {
        client.get(path);
        client.readHead();
      }

      await()
          .untilAsserted(
              () -> assertThat(weir.metric("weir_flights", "kind=\"tarball\"")).isZero());

      assertThat(origin.bytesSent()).isLessThan(LARGE);
    }
  }

  private static void assertNoClientCompletes(WeirUnderTest weir, String path) throws IOException {
    try (var client = RawHttp.connect(weir.registry())) {
      client.get(path);
      var head = client.readHead();
      if (head.status() == 200) {
        var body = client.readBody(head);
        assertThat(body.end()).isIn(List.of(RawBody.End.CUT));
      } else {
        assertThat(head.status()).isEqualTo(502);
        assertThat(
                new String(client.readBody(head).bytes(), java.nio.charset.StandardCharsets.UTF_8))
            .contains("\"error\"");
      }
    } catch (EOFException beforeTheHead) {
      // Cut before anything was said: not complete either.
    }
  }
}
