package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies are read, within the limit, and thrown away or handed to a route that takes them. */
class RequestBodyTest {
  private static final int MAX = 100_000;

  private TestServer server = start();
  private RawClient client = server.connect();

  private static TestServer start() {
    return TestServer.start(
        request -> TestReplies.ok(request.method() + " " + request.path()),
        settings().maxRequestBody(MAX).build());
  }

  @BeforeEach
  void isListening() {
    assertThat(server.port()).isPositive();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void bodyOfKnownLengthIsThrownAway() {
    client.send(post("/a", "Content-Length: 5") + "hello").get("/b");

    assertThat(client.reply().text()).isEqualTo("POST /a");
    assertThat(client.reply().text()).isEqualTo("GET /b");
  }

  @Test
  void chunkedBodyIsThrownAway() {
    client
        .send(post("/a", "Transfer-Encoding: chunked"))
        .send("5\r\nhello\r\n3;ext=1\r\nyou\r\n0\r\nTrailer: x\r\n\r\n")
        .get("/b");

    assertThat(client.reply().text()).isEqualTo("POST /a");
    assertThat(client.reply().text()).isEqualTo("GET /b");
  }

  @Test
  void bodyAtTheLimitIsTaken() {
    client.send(post("/a", "Content-Length: " + MAX)).send(new byte[MAX]);

    assertThat(client.reply().status()).isEqualTo(200);
  }

  @Test
  void announcedBodyOverTheLimitIs413AndTheReplyArrivesThoughTheClientGoesOnSending() {
    client.send(post("/a", "Content-Length: " + 10 * MAX)).send(new byte[10 * MAX]);

    assertThat(client.reply().status()).isEqualTo(413);
    assertThat(client.isAtEnd()).isTrue();
  }

  @Test
  void chunkedBodyIs413WhenItPassesTheLimit() {
    client
        .send(post("/a", "Transfer-Encoding: chunked"))
        .send(Integer.toHexString(MAX + 1) + "\r\n")
        .send(new byte[MAX + 1]);

    assertThat(client.reply().status()).isEqualTo(413);
    assertThat(client.isAtEnd()).isTrue();
  }

  @Test
  void brokenChunksAre400() {
    client.send(post("/a", "Transfer-Encoding: chunked")).send("zz\r\nhello\r\n0\r\n\r\n");

    assertThat(client.reply().status()).isEqualTo(400);
    assertThat(client.isAtEnd()).isTrue();
    assertThat(server.heard.first()).extracting(FinishedExchange::target).isEqualTo("/a");
  }

  @Test
  void expectationToContinueIsMet() {
    client.send(post("/a", "Content-Length: 5\r\nExpect: 100-continue"));
    assertThat(client.head().status()).isEqualTo(100);

    client.send("hello");
    assertThat(client.reply().text()).isEqualTo("POST /a");
    assertThat(client.get("/b").reply().text()).isEqualTo("GET /b");
  }

  @Test
  void expectationToContinueWithTooMuchIs413() {
    client.send(post("/a", "Content-Length: " + (MAX + 1) + "\r\nExpect: 100-continue"));

    assertThat(client.reply().status()).isEqualTo(413);
    assertThat(client.isAtEnd()).isTrue();
  }

  @Test
  void aRouteThatTakesTheBodyGetsAllOfIt() {
    try (var echo = TestServer.startRouting(echo(), settings().maxRequestBody(MAX).build());
        var asking = echo.connect()) {
      asking.send(post("/a", "Content-Length: 10")).send("hello").send(" you!");
      assertThat(asking.reply().text()).isEqualTo("hello you!");

      asking.send(post("/a", "Transfer-Encoding: chunked")).send("2\r\nhi\r\n0\r\n\r\n");
      assertThat(asking.reply().text()).isEqualTo("hi");
      assertThat(asking.get("/a").reply().text()).isEmpty();
    }
  }

  @Test
  void allBodiesTogetherHaveALimit() {
    var limits = settings().maxRequestBody(MAX).maxRequestBodies(MAX).build();
    try (var echo = TestServer.startRouting(echo(), limits);
        var slow = echo.connect();
        var next = echo.connect()) {
      slow.send(post("/a", "Content-Length: " + MAX)).send(new byte[MAX - 1]);
      Awaitility.await()
          .untilAsserted(
              () -> {
                try (var one = echo.connect()) {
                  one.send(post("/a", "Content-Length: 2")).send("ab");
                  var refused = one.reply();
                  assertThat(refused.status()).isEqualTo(503);
                  assertThat(refused.header("retry-after")).isEqualTo("1");
                }
              });

      slow.send("x");
      assertThat(slow.reply().status()).isEqualTo(200);
      next.send(post("/a", "Content-Length: 2")).send("ab");
      assertThat(next.reply().text()).isEqualTo("ab");
    }
  }

  /** Answers what it was sent. */
  private static Routes echo() {
    var route =
        new Route(
                "echo", request -> TestReplies.ok(request.body().toString(StandardCharsets.UTF_8)))
            .takingBody();
    return request -> route;
  }

  private static String post(String path, String fields) {
    return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n\r\n";
  }

  @Test
  void aBodyThatDripsInHoldsLittleMoreThanItsLength() {
    var all = new RequestBodies(MAX);
    try (var body = new RequestBody(all)) {
      for (int i = 0; i < MAX; i++) {
        var received = PooledByteBufAllocator.DEFAULT.directBuffer(2048).writeByte('0' + i % 10);
        assertThat(body.add(received)).isTrue();
        assertThat(received.refCnt()).isEqualTo(1);
        received.release();
      }
      assertThat(all.held()).isEqualTo(MAX);
      var one = Unpooled.wrappedBuffer(new byte[1]);
      assertThat(body.add(one)).isFalse();

      var whole = body.whole();
      assertThat(whole.readableBytes()).isEqualTo(MAX);
      assertThat(whole.getByte(MAX - 1)).isEqualTo((byte) '9');
    }
    assertThat(all.held()).isZero();
  }
}
