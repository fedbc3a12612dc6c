package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.HttpSettings;
import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Bodies that a handler takes while they come. */
class UploadTest {
  private static final int MAX = 8 << 20;

  private static String post(String fields) {
    return "PUT /a HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n\r\n";
  }

  private static TestServer serving(Handler handler, HttpSettings settings) {
    var route = new Route("upload", handler).streamingBody(MAX);
    return TestServer.startRouting(request -> route, settings);
  }

  private static TestServer counting() {
    return serving(
        request -> count(request.stream(), 0).thenCompose(all -> TestReplies.ok("" + all)),
        HttpSettings.DEFAULTS);
  }

  private static CompletionStage<Long> count(ByteStream body, long sofar) {
    return body.next()
        .thenCompose(
            part ->
                part.isEmpty()
                    ? CompletableFuture.completedFuture(sofar)
                    : count(body, sofar + released(part.get())));
  }

  private static int released(ByteBuf part) {
    int count = part.readableBytes();
    part.release();
    return count;
  }

  @Test
  void theHandlerGetsAllOfABodyLongerThanWhatMayWaitAndTheConnectionGoesOn() {
    try (var server = counting();
        var client = server.connect()) {
      client.send(post("Content-Length: 3000000")).send(new byte[3_000_000]);
      assertThat(client.reply().text()).isEqualTo("3000000");

      client.send(post("Transfer-Encoding: chunked")).send("5\r\nhello\r\n").send("0\r\n\r\n");
      assertThat(client.reply().text()).isEqualTo("5");
      assertThat(client.get("/b").reply().text()).isEqualTo("0");
    }
  }

  @Test
  void theHandlerRunsBeforeTheBodyIsThere() {
    var first = new CompletableFuture<Integer>();
    try (var server =
            serving(
                request ->
                    request.stream()
                        .next()
                        .thenCompose(
                            part -> {
                              first.complete(released(part.orElseThrow()));
                              return count(request.stream(), 0);
                            })
                        .thenCompose(rest -> TestReplies.ok("" + rest)),
                HttpSettings.DEFAULTS);
        var client = server.connect()) {
      client.send(post("Content-Length: 7")).send("abc");
      assertThat(TestServer.await(first)).isEqualTo(3);

      client.send("defg");
      assertThat(client.reply().text()).isEqualTo("4");
    }
  }

  @Test
  void aHandlerThatTakesNothingStopsTheReading() {
    var body = new AtomicReference<ByteStream>();
    var go = new CompletableFuture<Void>();
    try (var server =
            serving(
                request -> {
                  body.set(request.stream());
                  return go.thenCompose(nothing -> count(request.stream(), 0))
                      .thenCompose(all -> TestReplies.ok("" + all));
                },
                HttpSettings.DEFAULTS);
        var client = server.connect()) {
      var sending =
          CompletableFuture.runAsync(
              () -> client.send(post("Content-Length: " + MAX)).send(new byte[MAX]));
      Awaitility.await().until(() -> body.get() != null && ((Upload) body.get()).isPaused());

      go.complete(null);
      assertThat(client.reply().text()).isEqualTo("" + MAX);
      TestServer.await(sending);
    }
  }

  @Test
  void anEarlyReplyArrivesThoughTheClientGoesOnSendingAndEndsTheConnection() {
    try (var server = serving(request -> TestReplies.ok("no"), HttpSettings.DEFAULTS);
        var client = server.connect()) {
      client.send(post("Content-Length: 500000")).send(new byte[400_000]);

      var reply = client.reply();
      assertThat(reply.text()).isEqualTo("no");
      assertThat(reply.header("connection")).isEqualTo("close");
      client.send(new byte[100_000]);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void tooLongABodyIs413WhetherOrNotItIsAnnounced() {
    try (var server = counting();
        var announced = server.connect();
        var chunked = server.connect()) {
      announced.send(post("Content-Length: " + (MAX + 1)));
      assertThat(announced.reply().status()).isEqualTo(413);

      chunked
          .send(post("Transfer-Encoding: chunked"))
          .send(Integer.toHexString(MAX + 1) + "\r\n")
          .send(new byte[MAX + 1]);
      assertThat(chunked.reply().status()).isEqualTo(413);
      assertThat(chunked.isAtEnd()).isTrue();
    }
  }

  @Test
  void brokenChunksAre400() {
    try (var server = counting();
        var client = server.connect()) {
      client.send(post("Transfer-Encoding: chunked")).send("5\r\nhello\r\nzz\r\n");

      assertThat(client.reply().status()).isEqualTo(400);
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void aBodyThatStopsComingIs408() {
    try (var server =
            serving(
                request -> count(request.stream(), 0).thenCompose(all -> TestReplies.ok("" + all)),
                settings().bodyTimeout(200).build());
        var client = server.connect()) {
      client.send(post("Content-Length: 10")).send("abc");

      assertThat(client.reply().status()).isEqualTo(408);
    }
  }

  @Test
  void aBodyThatDripsForEverIs408() {
    try (var server =
            serving(
                request -> count(request.stream(), 0).thenCompose(all -> TestReplies.ok("" + all)),
                settings().bodyTimeout(60_000).uploadTimeout(300).build());
        var client = server.connect()) {
      client.send(post("Content-Length: 100000"));
      var sending =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  client.send("x");
                  pause();
                }
              });

      assertThat(client.reply().status()).isEqualTo(408);
      TestServer.await(sending);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aClientThatLeavesFailsTheBody() {
    var end = new CompletableFuture<Long>();
    try (var server =
        serving(
            request -> {
              count(request.stream(), 0)
                  .whenComplete(
                      (all, failure) -> {
                        if (failure == null) {
                          end.complete(all);
                        } else {
                          end.completeExceptionally(failure);
                        }
                      });
              return new CompletableFuture<>();
            },
            HttpSettings.DEFAULTS)) {
      try (var client = server.connect()) {
        client.send(post("Content-Length: 10")).send("abc");
      }

      assertThatThrownBy(() -> TestServer.await(end)).isNotNull();
      assertThat(end).isCompletedExceptionally();
    }
  }

  @Test
  void whatIsNotTakenIsReleased() {
    var channel = new EmbeddedChannel();
    var part = Unpooled.buffer().writeBytes(new byte[10]);
    var upload = new Upload(channel, OptionalLong.empty(), 100);
    assertThat(upload.add(part)).isTrue();
    assertThat(part.refCnt()).isEqualTo(2);

    upload.close();
    assertThat(part.refCnt()).isEqualTo(1);
    assertThat(upload.add(part)).isTrue();
    assertThat(part.refCnt()).isEqualTo(1);
    assertThat(TestServer.await(upload.next())).isEqualTo(Optional.empty());
    part.release();
    channel.finishAndReleaseAll();
  }
}
