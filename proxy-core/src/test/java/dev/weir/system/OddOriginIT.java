package dev.weir.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.weir.testing.FixtureOptions;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Origins that leave out, or add, what others don't. */
@LeaksCheckedAfterAll
class OddOriginIT {
  private static final String TARBALL = FixtureRegistry.tarballPath("odd", "1.0.0");

  @Test
  void withoutValidatorsTheSameBytesChangeNothing() {
    var clock = new ManualClock();
    try (var origin =
            FixtureRegistry.start(FixtureOptions.DEFAULTS.validators(false).cacheControl(""));
        var weir = WeirUnderTest.of(clock, origin)) {
      publish(origin);
      var first = weir.get("odd");
      var etag = first.headers().firstValue("etag").orElseThrow();
      clock.advance(Duration.ofHours(1));

      var second = weir.get("odd", "If-None-Match", etag);

      assertThat(second.statusCode()).isEqualTo(304);
      assertThat(origin.requests("/odd")).isEqualTo(2);
      assertThat(origin.lastRequest("/odd").header("if-none-match")).isEmpty();
      assertThat(origin.lastRequest("/odd").header("if-modified-since")).isEmpty();
      origin.publish("odd", "2.0.0");
      clock.advance(Duration.ofHours(1));
      assertThat(weir.get("odd", "If-None-Match", etag).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutALengthDocumentsAndTarballsComeWhole(boolean untilClose) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      publish(origin);
      origin.faultAll(untilClose ? Fault.always().untilClose() : Fault.always().noLength());

      assertThat(weir.get("odd").body()).contains("\"1.0.0\"");
      assertThat(weir.bytes(TARBALL.substring(1)).body())
          .isEqualTo(origin.tarball("odd", "1.0.0").bytes());
    }
  }

  @Test
  void anEndTooEarlyIsNotTakenForTheEnd() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      publish(origin);
      // Nothing on the wire tells: no length, and the connection is closed as always.
      var cutTarball = origin.fault(TARBALL, Fault.always().untilClose().shorten(30_000));
      assertThat(weir.get(TARBALL.substring(1)).statusCode()).isEqualTo(502);
      cutTarball.clear();
      assertThat(weir.bytes(TARBALL.substring(1)).body())
          .isEqualTo(origin.tarball("odd", "1.0.0").bytes());

      origin.add(FixturePackage.of("cut").versions("1.0.0"));
      var cut = origin.fault("/cut", Fault.always().untilClose().shorten(200));
      assertThat(weir.get("cut").statusCode()).isEqualTo(502);
      cut.clear();
      assertThat(weir.get("cut").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "zstd", "deflate", "identity"})
  void aDocumentMayComeInAnyCodingThoughGzipIsWhatWasAskedFor(String coding) throws IOException {
    try (var origin = FixtureRegistry.start(FixtureOptions.DEFAULTS.gzip(false));
        var weir = WeirUnderTest.of(origin)) {
      publish(origin);
      var plain = weir.getUrl(origin.url() + "odd").body();
      var page =
          Page.of(200, "application/json", coded(coding, plain.getBytes(UTF_8)))
              .header("Content-Encoding", coding);
      origin.fault("/odd", Fault.always().replacedBy(page));

      assertThat(weir.get("odd").body()).isEqualTo(plain.replace(origin.url(), weir.registry()));
      assertThat(origin.lastRequest("/odd").header("accept-encoding")).contains("gzip");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aTarballThatIsCodedOnTheWayIsUndone(String coding) throws IOException {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      publish(origin);
      var bytes = origin.tarball("odd", "1.0.0").bytes();
      var page =
          Page.of(200, "application/octet-stream", coded(coding, bytes))
              .header("Content-Encoding", coding);
      origin.fault(TARBALL, Fault.always().replacedBy(page));

      var reply = weir.bytes(TARBALL.substring(1));

      assertThat(reply.body()).isEqualTo(bytes);
      assertThat(reply.headers().firstValue("content-encoding")).isEmpty();
      assertThat(origin.lastRequest(TARBALL).header("accept-encoding")).contains("identity");
    }
  }

  @Test
  void aServerErrorPassesItsRetryAfterOn() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(503, Duration.ofSeconds(40)));

      for (var path : new String[] {"odd", TARBALL.substring(1)}) {
        var reply = weir.get(path);
        assertThat(reply.statusCode()).isEqualTo(502);
        assertThat(reply.headers().firstValue("retry-after")).contains("40");
      }
      assertThat(origin.requests("/odd")).as("not asked again at once").isLessThanOrEqualTo(2);
    }
  }

  @Test
  void anOriginThatIsAskedTooMuchAndDoesNotSayHowLongIsLeftAloneForAMoment() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin)) {
      origin.faultAll(Fault.always().status(429));

      var first = weir.get("odd");
      var second = weir.get("another");

      assertThat(first.statusCode()).isEqualTo(503);
      assertThat(first.headers().firstValueAsLong("retry-after").orElse(0)).isEqualTo(5);
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(origin.totalRequests()).isEqualTo(1);
    }
  }

  private static void publish(FixtureRegistry origin) {
    origin.add(FixturePackage.of("odd").versions("1.0.0").tarballBytes(60_000));
  }

  private static byte[] coded(String coding, byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    switch (coding) {
      case "identity" -> out.write(plain);
      case "zstd" -> out.write(Zstd.compress(plain));
      case "deflate" -> {
        try (var deflate = new DeflaterOutputStream(out)) {
          deflate.write(plain);
        }
      }
      default -> {
        try (var gzip = new GZIPOutputStream(out)) {
          gzip.write(plain);
        }
      }
    }
    return out.toByteArray();
  }
}
