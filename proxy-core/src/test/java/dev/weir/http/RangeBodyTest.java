package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.io.ByteSource;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bodies that are pulled from a source go out, and how those that fail end. */
class RangeBodyTest {
  private final AutoCloseables opened = new AutoCloseables();

  @AfterEach
  void close() {
    opened.close();
  }

  @Test
  void sourceOfKnownLengthGoesOutWithItsLength() {
    var bytes = random(3_000_000);
    var source = GrowingSource.whole(bytes);

    var reply = serving(() -> TestReplies.all(source)).get("/").reply();

    assertThat(reply.header("content-length")).isEqualTo("3000000");
    assertThat(reply.headers()).doesNotContainKey("transfer-encoding");
    assertThat(reply.body()).isEqualTo(bytes);
    await().until(source::isClosed);
  }

  @Test
  void rangeGoesOutAlone() {
    var bytes = random(1_000_000);
    var source = GrowingSource.whole(bytes);

    var reply = serving(() -> TestReplies.range(source, 10_000, 300_000)).get("/").reply();

    assertThat(reply.header("content-length")).isEqualTo("300000");
    assertThat(reply.body()).isEqualTo(java.util.Arrays.copyOfRange(bytes, 10_000, 310_000));
  }

  @Test
  void emptySourceIsAnEmptyBody() {
    var source = GrowingSource.whole(new byte[0]);
    var client = serving(() -> TestReplies.all(source));

    assertThat(client.get("/").reply().header("content-length")).isEqualTo("0");
    assertThat(client.get("/").reply().header("content-length")).isEqualTo("0");
    assertThat(source.isClosed()).isTrue();
    assertThat(source.reads()).isZero();
  }

  @Test
  void growingSourceGoesOutAsItGrows() {
    var source = GrowingSource.ofUnknownLength();
    var client = serving(() -> TestReplies.all(source)).get("/");

    source.append(ascii("first"));
    assertThat(client.head().header("transfer-encoding")).isEqualTo("chunked");
    assertThat(client.exactly(10)).isEqualTo(ascii("5\r\nfirst\r\n"));

    source.append(ascii("next"));
    assertThat(client.exactly(9)).isEqualTo(ascii("4\r\nnext\r\n"));

    source.end();
    assertThat(client.exactly(5)).isEqualTo(ascii("0\r\n\r\n"));
    await().until(source::isClosed);
  }

  @Test
  void growingSourceThatIsWholeByItsFirstChunkGoesOutWithItsLength() {
    var source = GrowingSource.ofUnknownLength().append(ascii("all")).end();

    var reply = serving(() -> TestReplies.all(source)).get("/").reply();

    assertThat(reply.header("content-length")).isEqualTo("3");
    assertThat(reply.text()).isEqualTo("all");
  }

  @Test
  void connectionIsKeptAfterAGrowingSource() {
    var client =
        serving(() -> TestReplies.all(GrowingSource.ofUnknownLength().append(ascii("x")).end()));

    assertThat(client.get("/").reply().text()).isEqualTo("x");
    assertThat(client.get("/").reply().text()).isEqualTo("x");
  }

  @Test
  void sourceThatCompletesEveryReadAtOnceDoesNotGrowTheStack() {
    var source = new GeneratedSource(512L << 20);
    var client = serving(() -> TestReplies.all(source)).get("/");

    long length = Long.parseLong(client.head().header("content-length"));
    for (long read = 0; read < length; read += 1 << 20) {
      client.exactly(1 << 20);
    }

    assertThat(client.get("/").head().status()).isEqualTo(200);
  }

  @Test
  void sourceThatFailsAtOnceIsAnErrorInJson() {
    var source = GrowingSource.ofLength(10).fail(new IllegalStateException("secret detail"));

    var reply = serving(() -> TestReplies.all(source)).get("/").reply();

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.text()).startsWith("{\"error\":\"").doesNotContain("secret");
    assertThat(source.isClosed()).isTrue();
  }

  @Test
  void sourceThatFailsAtOnceWithAServiceExceptionIsAnsweredAsItSays() {
    var source = GrowingSource.ofUnknownLength().fail(badGateway());
    var client = serving(() -> TestReplies.all(source));

    var reply = client.get("/").reply();

    assertThat(reply.status()).isEqualTo(502);
    assertThat(reply.text()).contains("npm-store: wrong bytes");
    assertThat(reply.headers()).doesNotContainKey("connection");
    assertThat(heard().first().outcome()).isEqualTo(Outcome.ORIGIN_FAILED);
    assertThat(heard().aborted).hasValue(0);
  }

  @Test
  void sourceThatEndsBeforeItsFirstByteIsAnError() {
    var source = GrowingSource.ofLength(10).endEarly();

    assertThat(serving(() -> TestReplies.all(source)).get("/").reply().status()).isEqualTo(500);
    assertThat(source.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bodyOfKnownLengthThatBreaksOffIsShort(boolean fails) {
    var source = GrowingSource.ofLength(20).append(ascii("only this"));
    var client = serving(() -> TestReplies.all(source)).get("/");
    assertThat(client.head().header("content-length")).isEqualTo("20");

    breakOff(source, fails);

    assertThat(client.rest()).isEqualTo(ascii("only this"));
    await().untilAtomic(heard().aborted, is -> assertThat(is).isEqualTo(1));
    assertThat(heard().first().outcome())
        .isEqualTo(fails ? Outcome.ORIGIN_FAILED : Outcome.LOCAL_ERROR);
    assertThat(source.isClosed()).isTrue();
  }

  @Test
  void chunkedBodyThatBreaksOffHasNoLastChunk() {
    var source = GrowingSource.ofUnknownLength().append(ascii("only this"));
    var client = serving(() -> TestReplies.all(source)).get("/");
    assertThat(client.head().header("transfer-encoding")).isEqualTo("chunked");

    source.fail(badGateway());

    assertThat(client.rest()).isEqualTo(ascii("9\r\nonly this\r\n"));
    await().until(source::isClosed);
  }

  @Test
  void requestsPipelinedBehindABodyThatBreaksOffAreNotServed() {
    var source = GrowingSource.ofLength(20).append(ascii("only this"));
    var client = serving(() -> TestReplies.all(source)).get("/").get("/next");
    client.head();
    assertThat(client.exactly(9)).isEqualTo(ascii("only this"));

    source.fail(badGateway());

    assertThat(client.isAtEnd()).isTrue();
    assertThat(heard().exchanges).hasSize(1);
  }

  @Test
  void moreThanWasAskedForIsAFailureToo() {
    var source = new OversizedSource();
    var client = serving(() -> TestReplies.range(source, 0, 10)).get("/");

    assertThat(client.reply().status()).isEqualTo(500);
  }

  @Test
  void headClosesTheSourceUnread() {
    var source = GrowingSource.ofLength(1234);
    var client = serving(() -> TestReplies.all(source));

    client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(client.head().header("content-length")).isEqualTo("1234");
    assertThat(source.isClosed()).isTrue();
    assertThat(source.reads()).isZero();
  }

  @Test
  void headOfAGrowingSourceSaysNoLength() {
    var source = GrowingSource.ofUnknownLength();
    var client = serving(() -> TestReplies.all(source));

    client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(client.head().headers()).doesNotContainKeys("content-length", "transfer-encoding");
    assertThat(source.isClosed()).isTrue();
  }

  @Test
  void http10ClientWaitsForTheLengthOfAGrowingSource() {
    var source = GrowingSource.ofUnknownLength().append(ascii("first"));
    var client = serving(() -> TestReplies.all(source)).send("GET / HTTP/1.0\r\n\r\n");
    await().until(source::isWaitedFor);

    source.append(ascii(" last")).end();

    var reply = client.reply();
    assertThat(reply.header("content-length")).isEqualTo("10");
    assertThat(reply.text()).isEqualTo("first last");
    assertThat(client.isAtEnd()).isTrue();
    await().until(source::isClosed);
  }

  @Test
  void http10ClientOfAGrowingSourceThatFailsGetsAnErrorInJson() {
    var source = GrowingSource.ofUnknownLength().append(ascii("first"));
    var client = serving(() -> TestReplies.all(source)).send("GET / HTTP/1.0\r\n\r\n");
    await().until(source::isWaitedFor);

    source.fail(badGateway());

    assertThat(client.reply().status()).isEqualTo(502);
    await().until(source::isClosed);
  }

  private RawClient serving(Supplier<CompletionStage<Reply>> replies) {
    return opened.serve(request -> replies.get());
  }

  private RecordingListener heard() {
    return opened.server().heard;
  }

  private static void breakOff(GrowingSource source, boolean fails) {
    if (fails) {
      source.fail(badGateway());
    } else {
      source.endEarly();
    }
  }

  private static ServiceException badGateway() {
    return new ServiceException(
        HttpResponseStatus.BAD_GATEWAY, Outcome.ORIGIN_FAILED, "npm-store: wrong bytes");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(1).nextBytes(bytes);
    return bytes;
  }

  /** Breaks the contract of {@link ByteSource#read}. */
  private static final class OversizedSource implements ByteSource {
    private final GeneratedSource bytes = new GeneratedSource(100);

    @Override
    public long length() {
      return 100;
    }

    @Override
    public CompletionStage<io.netty.buffer.ByteBuf> read(long offset, int maxBytes) {
      return bytes.read(offset, maxBytes + 1);
    }

    @Override
    public void close() {
      bytes.close();
    }
  }
}
