package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.failure;
import static dev.weir.upstream.ClientUnderTest.path;
import static dev.weir.upstream.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.config.UpstreamSettings;
import dev.weir.io.ByteStream;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Found;
import dev.weir.upstream.UpstreamResponse.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {
  private static final UpstreamSettings SETTINGS =
      SettingsFor.body(Duration.ofMillis(400), Duration.ofMillis(1500));
  private static final Duration LONG = Duration.ofSeconds(8);

  private RawOrigin origin;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException {
    origin = RawOrigin.plain(call -> call.reply(200, "hello"));
    tested = new ClientUnderTest(SETTINGS).at(origin.url());
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
  }

  @Test
  void chunkedBodyHasNoLengthAndComesWhole() throws IOException {
    origin.answers(
        call ->
            call.write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));

    var body = body("a");

    assertThat(body.length()).isEmpty();
    assertThat(ClientUnderTest.readAll(body)).asString().isEqualTo("abcde");
  }

  @Test
  void emptyBodyEndsAtOnce() throws IOException {
    origin.answers(call -> call.reply(200, ""));

    assertThat(tested.body(path("a"))).isEmpty();
  }

  @Test
  void bodyWithoutAnyLengthEndsWithTheConnection() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.0 200 OK\r\n\r\nabc");
          call.closeSocket();
        });

    assertThat(tested.body(path("a"))).asString().isEqualTo("abc");
  }

  @Test
  void theEndIsSaidAgainWhenAskedAgain() throws IOException {
    var body = body("a");
    ClientUnderTest.await(body.next()).orElseThrow().release();

    assertThat(ClientUnderTest.await(body.next())).isEmpty();
    assertThat(ClientUnderTest.await(body.next())).isEmpty();
    body.close();
    body.close();
  }

  @Test
  void onlyOneNextMayBeOutstanding() throws IOException {
    var release = new CountDownLatch(1);
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
          awaitUnchecked(release);
          call.write("abc");
        });
    var body = body("a");
    var first = body.next();

    assertThat(body.next().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(IllegalStateException.class);
    release.countDown();

    ClientUnderTest.await(first).orElseThrow().release();
    body.close();
  }

  @Test
  void aSlowReaderLeavesTheBodyWithTheOrigin() throws IOException {
    long whole = 64 << 20;
    var written = new AtomicLong();
    origin.answers(
        call -> {
          call.socket().setSendBufferSize(64 << 10);
          call.write("HTTP/1.1 200 OK\r\nContent-Length: " + whole + "\r\n\r\n");
          var piece = new byte[64 << 10];
          while (written.get() < whole) {
            call.write(piece);
            written.addAndGet(piece.length);
          }
        });
    tested.close();
    tested = new ClientUnderTest(ClientUnderTest.SETTINGS).at(origin.url());
    var body = found(request("big", whole, LONG)).body();
    ClientUnderTest.await(body.next()).orElseThrow().release();

    var stuckAt = new AtomicLong(-1);
    await()
        .pollInterval(Duration.ofMillis(250))
        .until(() -> stuckAt.getAndSet(written.get()) == written.get());

    // What the kernel's two socket buffers take; the client itself holds next to nothing.
    assertThat(written.get()).isLessThan(whole / 4);
    assertThat(tested.heard.bytes.get()).isLessThan(256 << 10);
    long rest = whole - tested.heard.bytes.get();
    assertThat(readLength(body)).isEqualTo(rest);
  }

  @Test
  void closingEarlyClosesTheConnection() throws IOException {
    var noticed = new CountDownLatch(1);
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc");
          try {
            call.hang();
          } finally {
            noticed.countDown();
          }
        });
    var body = body("a");
    ClientUnderTest.await(body.next()).orElseThrow().release();
    var outstanding = body.next();

    body.close();

    await().until(() -> noticed.getCount() == 0);
    assertThat(outstanding.toCompletableFuture())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(UpstreamBodyException.class);
  }

  @Test
  void closingWithoutReadingReleasesWhatHasCome() throws IOException {
    origin.answers(call -> call.reply(200, new byte[200_000]));

    body("a").close();

    await().until(() -> origin.openConnections() == 0);
  }

  @Test
  void truncatedBodyFails() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
          call.closeSocket();
        });

    var fault = failure(body("a"));

    assertThat(fault.kind()).isEqualTo(Kind.RESET);
    assertThat(fault).hasMessage("the answer's body broke off after 3 of 10 bytes");
  }

  @Test
  void chunkedBodyWithoutItsEndFails() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
          call.closeSocket();
        });

    assertThat(failure(body("a")).kind()).isEqualTo(Kind.RESET);
  }

  @Test
  void badChunkIsMalformed() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n");
          call.hang();
        });

    assertThat(failure(body("a")).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void resetWithinTheBodyFailsAndIsNotRetried() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
          call.reset();
        });

    assertThat(failure(body("a")).kind()).isEqualTo(Kind.RESET);
    assertThat(origin.asked()).hasSize(1);
  }

  @Test
  void tooLongABodyIsRefusedByItsLength() {
    origin.answers(call -> call.reply(200, new byte[101]));

    assertThat(tested.get(request("a", 100, LONG)))
        .isEqualTo(
            new Failed(
                Kind.TOO_LARGE,
                "connection public:npmjs answered with 101 bytes (at most 100 are taken)"));
  }

  @Test
  void tooLongABodyOfUnknownLengthStopsAtTheLimit() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          while (true) {
            call.write("1000\r\n" + "x".repeat(4096) + "\r\n");
          }
        });

    var fault = failure(found(request("a", 100_000, LONG)).body());

    assertThat(fault.kind()).isEqualTo(Kind.TOO_LARGE);
    await().until(() -> origin.openConnections() == 0);
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws IOException {
    origin.answers(call -> call.reply(200, new byte[100]));

    assertThat(tested.body(request("a", 100, LONG))).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "zstd"})
  void codedBodyIsDecoded(String coding) throws IOException {
    var plain = Coded.sample(500_000);
    var coded =
        switch (coding) {
          case "deflate" -> Coded.zlib(plain);
          case "zstd" -> Coded.zstd(plain);
          default -> Coded.gzip(plain);
        };
    origin.answers(call -> call.reply(200, coded, "Content-Encoding: " + coding));

    var body = body("a");

    assertThat(body.length()).isEmpty();
    assertThat(ClientUnderTest.readAll(body)).isEqualTo(plain);
    assertThat(tested.heard.bytes).hasValue(coded.length);
  }

  @Test
  void gzipBombStopsAtTheLimit() throws IOException {
    var bomb = Coded.gzipBomb(50);
    origin.answers(call -> call.reply(200, bomb, "Content-Encoding: gzip"));

    assertThat(failure(body("a")).kind()).isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void corruptGzipIsMalformed() throws IOException {
    var coded = Coded.gzip(Coded.sample(1000));
    coded[coded.length - 6] ^= 1;
    origin.answers(call -> call.reply(200, coded, "Content-Encoding: gzip"));

    var fault = failure(body("a"));

    assertThat(fault.kind()).isEqualTo(Kind.MALFORMED);
    assertThat(fault).hasMessage("the answer's body: gzip checksum differs");
  }

  @Test
  void truncatedGzipIsMalformedEvenIfHttpIsWhole() throws IOException {
    var coded = Coded.gzip(Coded.sample(1000));
    var cut = Arrays.copyOf(coded, coded.length - 4);
    origin.answers(call -> call.reply(200, cut, "Content-Encoding: gzip"));

    assertThat(failure(body("a")).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void htmlThatClaimsToBeGzipIsMalformed() throws IOException {
    origin.answers(call -> call.reply(200, "<html>", "Content-Encoding: gzip"));

    assertThat(failure(body("a")).kind()).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void unknownCodingIsMalformed() {
    origin.answers(call -> call.reply(200, "x", "Content-Encoding: br"));

    assertThat(tested.get("a"))
        .isEqualTo(
            new Failed(
                Kind.MALFORMED,
                "connection public:npmjs answered in Content-Encoding br (expected: gzip or"
                    + " none)"));
  }

  @Test
  void aPauseWithinTheBodyIsLimited() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
          call.hang();
        });

    var fault = failure(body("a"));

    assertThat(fault.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(fault).hasMessage("the answer's body stopped for 400ms");
    await().until(() -> origin.openConnections() == 0);
  }

  @Test
  void aDripIsLimitedByTheTotal() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
          while (true) {
            call.write("x");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
          }
        });

    var fault = failure(body("a"));

    assertThat(fault.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(fault).hasMessage("the answer's body took longer than 1500ms");
  }

  @Test
  void aReaderWhoPausesIsNotTheOriginsPause() throws IOException {
    origin.answers(call -> call.reply(200, new byte[300_000]));
    var body = body("a");
    var begun = System.nanoTime();

    await()
        .pollInterval(Duration.ofMillis(50))
        .until(() -> System.nanoTime() - begun > Duration.ofMillis(900).toNanos());

    assertThat(ClientUnderTest.readAll(body)).hasSize(300_000);
  }

  @Test
  void aReaderWhoNeverAsksHoldsTheConnectionNoLongerThanTheTotal() throws IOException {
    origin.answers(call -> call.reply(200, new byte[300_000]));

    var body = body("a");

    await().until(() -> origin.openConnections() == 0);
    assertThat(failure(body).kind()).isEqualTo(Kind.TIMEOUT);
  }

  private ByteStream body(String path) {
    return found(path(path)).body();
  }

  private Found found(UpstreamRequest request) {
    var response = tested.get(request);
    assertThat(response).isInstanceOf(Found.class);
    return (Found) response;
  }

  private static long readLength(ByteStream body) {
    long length = 0;
    try (body) {
      for (var chunk = ClientUnderTest.await(body.next());
          chunk.isPresent();
          chunk = ClientUnderTest.await(body.next())) {
        length += chunk.get().readableBytes();
        chunk.get().release();
      }
    }
    return length;
  }

  private static void awaitUnchecked(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
