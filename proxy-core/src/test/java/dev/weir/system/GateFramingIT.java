package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawBody;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import java.io.EOFException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gate, whatever frames the body: a length, chunks, or the connection's end; for clients of
 * HTTP/1.1 and HTTP/1.0.
 */
@LeaksCheckedAfterAll
class GateFramingIT {
  private static final int LARGE = 2_000_000;
  private static final String TARBALL = "pkg/-/pkg-1.0.0.tgz";

  static Stream<Arguments> damages() {
    return Stream.of("1.1", "1.0")
        .flatMap(
            version ->
                Stream.of(
                    Arguments.of(version, "corrupt", Fault.always().corrupt(LARGE / 2)),
                    Arguments.of(version, "truncated", Fault.always().truncate(LARGE / 2)),
                    Arguments.of(
                        version, "corrupt, chunked", Fault.always().noLength().corrupt(LARGE / 2)),
                    Arguments.of(
                        version, "cut, chunked", Fault.always().noLength().truncate(LARGE / 2)),
                    Arguments.of(
                        version,
                        "cut, until close",
                        Fault.always().untilClose().truncate(LARGE / 2)),
                    Arguments.of(
                        version,
                        "longer than announced",
                        Fault.always().header("Content-Length", "" + (LARGE - 500_000))),
                    Arguments.of(
                        version,
                        "shorter than announced",
                        Fault.always()
                            .header("Content-Length", "" + (LARGE + 500_000))
                            .shorten(LARGE)
                            .truncate(LARGE))));
  }

  @ParameterizedTest(name = "HTTP/{0}: {1}")
  @MethodSource("damages")
  void aLargeWrongBodyEndsWithTheConnectionAndNeverLooksWhole(
      String version, String what, Fault damage) throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.idle-timeout=2s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(LARGE));
      weir.get("pkg");
      double before = weir.metric("weir_storage_live_bytes", "store=\"cache\"");
      origin.fault("/" + TARBALL, damage);

      try (var client = RawHttp.connect(weir.registry())) {
        client.send(
            "GET %s HTTP/%s\r\nHost: 127.0.0.1\r\n\r\n"
                .formatted(weir.uri(TARBALL).getPath(), version));
        var head = client.readHead();
        if (head.status() == 200) {
          // Framed, so that a client can tell.
          assertThat(
                  head.header("content-length").isPresent()
                      || head.header("transfer-encoding").isPresent())
              .isTrue();
          assertThat(client.readBody(head).end()).isEqualTo(RawBody.End.CUT);
        } else {
          assertThat(head.status()).isIn(502, 504);
        }
      } catch (EOFException beforeTheHead) {
        // Cut before anything was said: not complete either.
      }

      assertThat(weir.metric("weir_storage_live_bytes", "store=\"cache\"")).isEqualTo(before);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isPositive();
      origin.clearFaults();
      assertThat(weir.bytes(TARBALL).body()).isEqualTo(origin.tarball("pkg", "1.0.0").bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000", "30000"})
  void aSmallBodyOfAnotherLengthThanAnnouncedIs502AfterOneRetry(String length) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.idle-timeout=1s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(20_000));
      origin.fault("/" + TARBALL, Fault.always().header("Content-Length", length));

      var reply = weir.get(TARBALL);

      assertThat(reply.statusCode()).isIn(502, 504);
      assertThat(Told.error(reply)).contains("public:npmjs");
      assertThat(origin.requests("/" + TARBALL)).isEqualTo(2);
      assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(2);
      origin.clearFaults();
      assertThat(weir.bytes(TARBALL).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPartWhoseDownloadBreaksBeforeItsFirstByteIsAGatewayErrorAndNotADefect() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin, "upstream.idle-timeout=1s")) {
      origin.add(FixturePackage.of("pkg").versions("1.0.0").tarballBytes(LARGE));
      weir.get("pkg");
      var reset = origin.fault("/" + TARBALL, Fault.always().reset(1_000_000));
      assertThat(weir.get(TARBALL, "Range", "bytes=1900000-1900099").statusCode()).isEqualTo(502);
      reset.clear();

      var stall = origin.fault("/" + TARBALL, Fault.always().stall(1_000_000));
      var late = weir.get(TARBALL, "Range", "bytes=1900000-1900099");
      assertThat(late.statusCode()).isEqualTo(504);
      assertThat(Told.error(late)).contains("public:npmjs");
      stall.clear();

      origin.fault("/" + TARBALL, Fault.always().corrupt(100));
      assertThat(weir.get(TARBALL, "Range", "bytes=-100").statusCode()).isEqualTo(502);
    }
  }
}
