package dev.weir.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.server.Fault;
import dev.weir.testing.server.Page;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FixtureRegistryFaultsTest {
  private static final int SIZE = 100_000;
  private static final String TARBALL = FixtureRegistry.tarballPath("lodash", "1.0.0");

  private final FixtureRegistry registry = FixtureRegistry.start();
  private byte[] whole = {};

  @BeforeEach
  void fill() {
    registry.add(FixturePackage.of("lodash").versions("1.0.0").tarballBytes(SIZE));
    registry.add(FixturePackage.of("other").versions("1.0.0"));
    whole = registry.tarball("lodash", "1.0.0").bytes();
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void headIsDelayed() throws IOException {
    registry.fault(TARBALL, Fault.always().delay(Duration.ofMillis(200)));

    long began = System.nanoTime();
    var answer = get(TARBALL);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(190));
    assertThat(answer.body().bytes()).isEqualTo(whole);
  }

  @Test
  void bodyIsDelayedAfterTheHead() throws IOException {
    registry.fault(TARBALL, Fault.always().delayBody(Duration.ofSeconds(1)));
    try (var http = connect()) {
      var head = http.get(TARBALL).readHead();

      assertThat(head.status()).isEqualTo(200);
      http.patience(Duration.ofMillis(50));
      assertThatThrownBy(() -> http.readExactly(1)).isInstanceOf(SocketTimeoutException.class);
      http.patience(Duration.ofSeconds(10));
      assertThat(http.readBody(head).bytes()).isEqualTo(whole);
    }
  }

  @Test
  void bodyIsThrottled() throws IOException {
    registry.fault(TARBALL, Fault.always().throttle(SIZE * 2));

    long began = System.nanoTime();
    var answer = get(TARBALL);

    // Half a second's worth, of which the first piece leaves at once.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(400));
    assertThat(answer.body().bytes()).isEqualTo(whole);
  }

  @Test
  void bodyDrips() throws IOException {
    registry.fault(TARBALL, Fault.always().shorten(10).drip(1, Duration.ofMillis(20)));

    long began = System.nanoTime();
    var answer = get(TARBALL);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(170));
    assertThat(answer.body().bytes()).isEqualTo(start(10));
  }

  @Test
  void connectionIsResetInsteadOfAnAnswer() throws IOException {
    registry.fault(TARBALL, Fault.once().reset());

    assertThatThrownBy(() -> get(TARBALL))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
    assertThat(get(TARBALL).body().bytes()).isEqualTo(whole);
  }

  @Test
  void connectionIsResetInTheMiddle() throws IOException {
    registry.fault(TARBALL, Fault.always().reset(70_000));

    var answer = get(TARBALL);

    assertThat(answer.head().header("content-length")).contains("100000");
    assertThat(answer.body().end()).isEqualTo(RawBody.End.RESET);
    assertThat(answer.body().bytes()).isEqualTo(start(70_000));
  }

  @Test
  void bodyIsCutUnderAnHonestLength() throws IOException {
    registry.fault(TARBALL, Fault.always().truncate(70_000));

    var answer = get(TARBALL);

    assertThat(answer.head().header("content-length")).contains("100000");
    assertThat(answer.body().end()).isEqualTo(RawBody.End.CUT);
    assertThat(answer.body().bytes()).isEqualTo(start(70_000));
  }

  @Test
  void chunkedBodyIsCutBeforeItsFinalChunk() throws IOException {
    registry.fault(TARBALL, Fault.always().noLength().truncate(70_000));

    var answer = get(TARBALL);

    assertThat(answer.head().header("transfer-encoding")).contains("chunked");
    assertThat(answer.head().header("content-length")).isEmpty();
    assertThat(answer.body().end()).isEqualTo(RawBody.End.CUT);
    assertThat(answer.body().bytes()).isEqualTo(start(70_000));
  }

  @Test
  void chunkedBodyIsWholeOtherwiseAndTheConnectionIsKept() throws IOException {
    registry.fault(TARBALL, Fault.always().noLength());
    try (var http = connect()) {
      for (int i = 0; i < 2; i++) {
        assertThat(http.readBody(http.get(TARBALL).readHead()).bytes()).isEqualTo(whole);
      }
    }
    assertThat(registry.traffic().connectionsAccepted()).isEqualTo(1);
  }

  @Test
  void bodyMayEndWithTheConnection() throws IOException {
    registry.fault(TARBALL, Fault.always().untilClose());

    var answer = get(TARBALL);

    assertThat(answer.head().headers()).doesNotContainKeys("content-length", "transfer-encoding");
    assertThat(answer.head().header("connection")).contains("close");
    assertThat(answer.body().bytes()).isEqualTo(whole);
  }

  @Test
  void shortenedBodyIsHonestlyFramed() throws IOException {
    registry.fault(TARBALL, Fault.always().shorten(1_000));

    var answer = get(TARBALL);

    assertThat(answer.head().header("content-length")).contains("1000");
    assertThat(answer.body().complete()).isTrue();
    assertThat(answer.body().bytes()).isEqualTo(start(1_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65_535, 65_536, SIZE - 1})
  void oneBitIsFlipped(int offset) throws IOException {
    registry.fault(TARBALL, Fault.once().corrupt(offset));
    var expected = whole.clone();
    expected[offset] ^= 1;

    assertThat(get(TARBALL).body().bytes()).isEqualTo(expected);
    assertThat(get(TARBALL).body().bytes()).as("the original is unharmed").isEqualTo(whole);
  }

  @Test
  void bodyStallsAndTheConnectionStays() throws IOException {
    registry.fault(TARBALL, Fault.always().stall(50_000));
    try (var http = connect()) {
      var head = http.get(TARBALL).readHead();
      http.patience(Duration.ofMillis(500));

      var body = http.readBody(head);

      assertThat(body.end()).isEqualTo(RawBody.End.TIMED_OUT);
      assertThat(body.bytes()).isEqualTo(start(50_000));
      assertThat(registry.traffic().inFlight()).isEqualTo(1);
    }
    await().until(() -> registry.traffic().abandoned() == 1);
  }

  @Test
  void requestHangs() throws IOException {
    registry.fault(TARBALL, Fault.always().hang());
    try (var http = connect().patience(Duration.ofMillis(100))) {
      http.get(TARBALL);

      assertThatThrownBy(http::readHead).isInstanceOf(SocketTimeoutException.class);
      await().until(() -> registry.traffic().inFlight() == 1);
      assertThat(registry.requests(TARBALL)).isEqualTo(1);
    }
    await().until(() -> registry.traffic().inFlight() == 0);
  }

  @Test
  void statusesComeAsToldAndSoOften() throws IOException {
    var rule = registry.fault("/lodash", Fault.times(2).status(429, Duration.ofSeconds(7)));

    var refused = get("/lodash");
    assertThat(refused.head().status()).isEqualTo(429);
    assertThat(refused.head().reason()).isEqualTo("Too Many Requests");
    assertThat(refused.head().header("retry-after")).contains("7");
    assertThat(get("/lodash").head().status()).isEqualTo(429);
    assertThat(get("/lodash").head().status()).isEqualTo(200);
    assertThat(rule.used()).isEqualTo(2);
    assertThat(registry.requests("/lodash", 429)).isEqualTo(2);
    assertThat(registry.requests("/lodash", 200)).isEqualTo(1);
  }

  @Test
  void pagesMayBeReplaced() throws IOException {
    registry.fault("/other", Fault.once().replacedBy(Page.empty(204)));
    registry.fault("/other", Fault.once().redirect("http://127.0.0.1:9/"));
    registry.fault("/other", Fault.once().badJson());
    registry.fault("/other", Fault.once().html());

    assertThat(get("/other").head().header("content-type")).contains("text/html; charset=utf-8");
    assertThat(get("/other").body().bytes()).asString(US_ASCII).endsWith("\"na");
    assertThat(get("/other").head().header("location")).contains("http://127.0.0.1:9/");
    assertThat(get("/other").head().status()).isEqualTo(204);
    assertThat(get("/other").head().status()).isEqualTo(200);
  }

  @Test
  void headersMayBeReplacedAndEvenTheLengthMayLie() throws IOException {
    registry.fault(
        TARBALL, Fault.once().header("ETag", "\"other\"").header("Content-Length", "100001"));
    try (var http = connect()) {
      var head = http.get(TARBALL).readHead();
      http.patience(Duration.ofMillis(500));

      assertThat(head.header("etag")).contains("\"other\"");
      assertThat(http.readBody(head).end()).isEqualTo(RawBody.End.TIMED_OUT);
    }
  }

  @Test
  void faultsCombine() throws IOException {
    registry.fault(
        TARBALL,
        Fault.always()
            .delay(Duration.ofMillis(50))
            .throttle(1_000_000)
            .corrupt(3)
            .truncate(20_000));
    var expected = start(20_000);
    expected[3] ^= 1;

    assertThat(get(TARBALL).body())
        .usingRecursiveComparison()
        .isEqualTo(new RawBody(expected, RawBody.End.CUT));
  }

  @Test
  void newerFaultGoesBeforeAnOlderAndBothCanBeCleared() throws IOException {
    registry.faultAll(Fault.always().status(503));
    var rule = registry.fault("/lodash", Fault.always().status(500));

    assertThat(get("/lodash").head().status()).isEqualTo(500);
    assertThat(get("/other").head().status()).isEqualTo(503);
    rule.clear();
    assertThat(get("/lodash").head().status()).isEqualTo(503);
    registry.clearFaults();
    assertThat(get("/lodash").head().status()).isEqualTo(200);
  }

  @Test
  void faultsMayBeForAPrefixOrForAnyCondition() throws IOException {
    registry.faultUnder("/lodash/", Fault.always().status(500));
    registry.faultWhere(
        request -> request.header("if-none-match").isPresent(), Fault.always().status(502));

    assertThat(get(TARBALL).head().status()).isEqualTo(500);
    assertThat(get("/lodash").head().status()).isEqualTo(200);
    assertThat(get("/lodash", "If-None-Match: \"x\"").head().status()).isEqualTo(502);
  }

  @Test
  void connectionsAreRefusedUntilItIsRestartedOnTheSamePort() throws IOException {
    try (var open = connect()) {
      assertThat(open.readBody(open.get("/other").readHead()).complete()).isTrue();
      registry.refuseConnections();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThat(open.get("/other").readHead().status()).as("it was open before").isEqualTo(200);
    }
    registry.restart();

    assertThat(get("/other").head().status()).isEqualTo(200);
  }

  @Test
  void stopClosesOpenConnections() throws IOException {
    try (var open = connect()) {
      assertThat(open.readBody(open.get("/other").readHead()).complete()).isTrue();

      registry.stop();

      assertThat(open.atEnd()).isTrue();
      registry.restart();
      assertThat(get("/other").head().status()).isEqualTo(200);
    }
  }

  @Test
  void slowReaderGetsEverything() throws IOException {
    registry.add(FixturePackage.of("big").versions("1.0.0").tarballBytes(8_000_000));
    try (var slow = RawHttp.connect(registry.url(), 8_192)) {
      var expected = registry.tarball("big", "1.0.0").bytes();
      slow.get(FixtureRegistry.tarballPath("big", "1.0.0")).readHead();
      var first = slow.readExactly(10_000);

      assertThat(registry.bytesSent()).as("held back by the reader").isLessThan(8_000_000);
      assertThat(get("/other").head().status()).as("others are not").isEqualTo(200);
      assertThat(first).isEqualTo(Arrays.copyOf(expected, 10_000));
      assertThat(slow.readExactly(7_990_000))
          .isEqualTo(Arrays.copyOfRange(expected, 10_000, 8_000_000));
    }
  }

  @Test
  void oldHttpGetsNoChunksAndItsConnectionIsClosed() throws IOException {
    registry.fault(TARBALL, Fault.always().noLength());
    try (var http = connect()) {
      http.send("GET " + TARBALL + " HTTP/1.0\r\n\r\n");
      var head = http.readHead();

      assertThat(head.headers()).doesNotContainKeys("transfer-encoding", "content-length");
      assertThat(http.readBody(head).bytes()).isEqualTo(whole);
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    registry.fault("/lodash", Fault.always().delay(Duration.ofMillis(50)));
    try (var http = connect()) {
      http.get("/lodash").get("/absent").get(TARBALL);

      var first = http.readHead();
      assertThat(http.readBody(first).complete()).isTrue();
      var second = http.readHead();
      assertThat(http.readBody(second).complete()).isTrue();
      assertThat(second.status()).isEqualTo(404);
      assertThat(http.readBody(http.readHead()).bytes()).isEqualTo(whole);
    }
  }

  @Test
  void connectionEndsWithoutAnAnswerWhenTheRegistryCloses() throws IOException {
    registry.fault(TARBALL, Fault.always().hang());
    try (var http = connect()) {
      http.get(TARBALL);
      await().until(() -> registry.traffic().inFlight() == 1);

      registry.close();

      assertThatThrownBy(http::readHead).isInstanceOf(EOFException.class);
    }
  }

  private record Answer(RawHead head, RawBody body) {}

  private Answer get(String path, String... headers) throws IOException {
    try (var http = connect()) {
      var head = http.get(path, headers).readHead();
      return new Answer(head, http.readBody(head));
    }
  }

  private RawHttp connect() throws IOException {
    return RawHttp.connect(registry.url());
  }

  private byte[] start(int length) {
    return Arrays.copyOf(whole, length);
  }
}
