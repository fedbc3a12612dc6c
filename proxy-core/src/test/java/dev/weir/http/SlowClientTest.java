package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.config.HttpSettings;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients that take their time, take nothing, or leave. */
class SlowClientTest {
  private static final long GIBIBYTE = 1L << 30;
  private static final int ONE_READ = 256 << 10;

  @Test
  void clientThatDoesNotReadHoldsNoMoreThanTheHighWaterMarkAndOneRead() {
    var source = new GeneratedSource(GIBIBYTE);
    try (var server = TestServer.start(request -> TestReplies.all(source));
        var client = new RawClient(server.port(), 64 << 10)) {
      client.get("/");
      await().until(() -> source.bytesRead() > 0);
      awaitStandstill(source);

      assertThat(source.bytesHeld())
          .isPositive()
          .isLessThanOrEqualTo(HttpSettings.DEFAULTS.writeHighWater().bytes() + ONE_READ);
      assertThat(source.bytesRead()).isLessThan(64 << 20);

      client.close();
      await().until(source::isClosed);
      await().untilAsserted(() -> assertThat(source.bytesHeld()).isZero());
    }
  }

  @Test
  void clientThatGoesOnReadingGetsTheRest() {
    var source = new GeneratedSource(32 << 20);
    try (var server = TestServer.start(request -> TestReplies.all(source));
        var client = new RawClient(server.port(), 64 << 10)) {
      client.get("/");
      await().until(() -> source.bytesRead() > 0);
      awaitStandstill(source);
      assertThat(source.bytesRead()).isLessThan(32 << 20);

      client.head();
      assertThat(client.exactly(32 << 20)).hasSize(32 << 20);
      assertThat(client.get("/").head().status()).isEqualTo(200);
    }
  }

  @Test
  void clientThatTakesNothingIsCutAfterTheWriteTimeout() {
    var source = new GeneratedSource(GIBIBYTE);
    var settings = settings().writeTimeout(400).build();
    try (var server = TestServer.start(request -> TestReplies.all(source), settings);
        var client = new RawClient(server.port(), 64 << 10)) {
      client.get("/");

      await().until(source::isClosed);
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      assertThat(server.heard.aborted).hasValue(0);
    }
  }

  @Test
  void clientThatTakesNothingOfAReplyAtHandIsCutToo() {
    var settings = settings().writeTimeout(400).build();
    Handler large =
        request ->
            TestReplies.done(
                new Reply(
                    HttpResponseStatus.OK,
                    new DefaultHttpHeaders(),
                    new Reply.Body.Bytes(Unpooled.wrappedBuffer(new byte[64 << 20])),
                    Outcome.OK));
    try (var server = TestServer.start(large, settings);
        var client = new RawClient(server.port(), 64 << 10)) {
      client.get("/");

      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }
  }

  @Test
  void slowClientIsNotCutWhileItTakesSomething() {
    var source = new GeneratedSource(24 << 20);
    var settings = settings().writeTimeout(400).build();
    try (var server = TestServer.start(request -> TestReplies.all(source), settings);
        var client = new RawClient(server.port(), 64 << 10)) {
      client.get("/").head();
      var begun = System.nanoTime();
      for (int piece = 0; piece < 24; piece++) {
        client.exactly(1 << 20);
        await()
            .pollDelay(Duration.ofMillis(50))
            .pollInterval(Duration.ofMillis(10))
            .until(() -> true);
      }

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(800));
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.OK);
    }
  }

  @Test
  void slowSourceIsNotTheClientsFault() {
    var source = GrowingSource.ofUnknownLength();
    var settings = settings().writeTimeout(200).idleTimeout(200).headerTimeout(200).build();
    try (var server = TestServer.start(request -> TestReplies.all(source), settings);
        var client = server.connect()) {
      client.get("/");
      source.append(new byte[1]);
      client.head();
      await().pollDelay(Duration.ofMillis(700)).until(() -> true);
      source.append(new byte[1]).end();

      assertThat(client.exactly(17)).endsWith('0', '\r', '\n', '\r', '\n');
    }
  }

  @Test
  void clientThatLeavesMidBodyClosesTheSource() {
    var source = GrowingSource.ofUnknownLength().append(new byte[100_000]);
    try (var server = TestServer.start(request -> TestReplies.all(source))) {
      try (var client = server.connect()) {
        client.get("/").head();
        client.exactly(1000);
      }
      // The server learns of it when it writes.
      await()
          .until(
              () -> {
                source.append(new byte[1000]);
                return source.isClosed();
              });

      await().until(() -> server.heard.closed.get() == 1);
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.CLIENT_GONE);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void replyForAClientThatHasLeftIsReleased() throws Exception {
    var reply = new CompletableFuture<Reply>();
    var source = GrowingSource.ofLength(10);
    try (var server = TestServer.start(request -> reply)) {
      try (var client = server.connect()) {
        client.socket.setSoLinger(true, 0);
        client.get("/");
        await().until(() -> server.heard.opened.get() == 1);
      }
      // Closed with a reset, which is heard at once.
      await().until(() -> server.heard.closed.get() == 1);

      reply.complete(
          new Reply(
              HttpResponseStatus.OK,
              new DefaultHttpHeaders(),
              new Reply.Body.Range(source, 0, -1),
              Outcome.OK));

      await().until(source::isClosed);
      assertThat(source.reads()).isZero();
    }
  }

  private static void awaitStandstill(GeneratedSource source) {
    var last = new long[] {-1};
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              long now = source.bytesRead();
              boolean still = now == last[0];
              last[0] = now;
              return still;
            });
  }
}
