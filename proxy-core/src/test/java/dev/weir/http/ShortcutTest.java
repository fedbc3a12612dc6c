package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shortcut answers goes out past handler and encoder, and nothing else does. */
class ShortcutTest {
  private static final HttpHeaders FIELDS =
      new DefaultHttpHeaders().set("Content-Type", "text/plain").set("ETag", "\"1\"");

  private final ByteBuf body =
      Unpooled.directBuffer().writeBytes("from the cache".getBytes(StandardCharsets.US_ASCII));

  private Route route() {
    var head = EncodedHead.before(14, HttpResponseStatus.OK, FIELDS, Outcome.OK);
    return new Route("test", request -> TestReplies.ok("from the handler"))
        .shortBy(request -> new ReadyReply(head, body.retainedDuplicate()));
  }

  private TestServer start(Route route) {
    return TestServer.startRouting(request -> route, HttpSettingsBuilder.settings().build());
  }

  @Test
  void itsReplyGoesOutWholeWithTheDateOfNow() {
    try (var server = start(route());
        var client = server.connect()) {
      for (int i = 0; i < 3; i++) {
        var reply = client.get("/").reply();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).isEqualTo("from the cache");
        assertThat(reply.headers())
            .containsOnlyKeys("date", "content-type", "etag", "content-length");
        assertThat(ZonedDateTime.parse(reply.header("date"), DateTimeFormatter.RFC_1123_DATE_TIME))
            .isBetween(
                ZonedDateTime.now(ZoneOffset.UTC).minusMinutes(1),
                ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(1));
      }
    }
    assertThat(body.refCnt()).isEqualTo(1);
    body.release();
  }

  @Test
  void theExchangeIsHeardOfAsAnyOther() {
    try (var server = start(route());
        var client = server.connect()) {
      client.get("/x").reply();

      await().untilAsserted(() -> assertThat(server.heard.exchanges).hasSize(1));
      var exchange = server.heard.exchanges.get(0);
      assertThat(exchange.operation()).isEqualTo("test");
      assertThat(exchange.outcome()).isEqualTo(Outcome.OK);
      assertThat(exchange.status()).isEqualTo(200);
      assertThat(exchange.bytes()).isEqualTo(14);
      assertThat(exchange.target()).isEqualTo("/x");
    }
    body.release();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n",
      })
  void requestsThatNeedAnotherHeadGoToTheHandler(String request) {
    try (var server = start(route());
        var client = server.connect()) {
      assertThat(client.send(request).reply().text()).isEqualTo("from the handler");
    }
    body.release();
  }

  @Test
  void aHeadRequestGoesToTheHandler() {
    try (var server = start(route());
        var client = server.connect()) {
      var reply = client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n").head();

      assertThat(reply.header("content-length")).isEqualTo("16");
    }
    body.release();
  }

  @Test
  void whatItDoesNotKnowGoesToTheHandler() {
    var route = new Route("test", request -> TestReplies.ok("handled")).shortBy(request -> null);
    try (var server = start(route);
        var client = server.connect()) {
      assertThat(client.get("/").reply().text()).isEqualTo("handled");
    }
    body.release();
  }

  @Test
  void aFilterThatHasToSeeTheRequestSeesIt() {
    try (var server = start(route().behind(Guard.WATCHING));
        var client = server.connect()) {
      assertThat(client.get("/").reply().text()).isEqualTo("from the handler");
    }
    body.release();
  }

  @Test
  void aFilterThatIsIdleIsPassed() {
    try (var server = start(route().behind(Guard.IDLE));
        var client = server.connect()) {
      assertThat(client.get("/").reply().text()).isEqualTo("from the cache");
    }
    body.release();
  }

  @Test
  void aShortcutThatFailsIsAnsweredAsAnyDefect() {
    var route =
        new Route("test", request -> TestReplies.ok("handled"))
            .shortBy(
                request -> {
                  throw new IllegalStateException("no");
                });
    try (var server = start(route);
        var client = server.connect()) {
      assertThat(client.get("/").reply().status()).isEqualTo(500);
    }
    body.release();
  }

  @Test
  void aBodyThatTheSocketDoesNotTakeAtOnceArrivesAndIsReleased() {
    var large = Unpooled.directBuffer(8 << 20).writeZero(8 << 20);
    var head = EncodedHead.before(8 << 20, HttpResponseStatus.OK, FIELDS, Outcome.OK);
    var route =
        new Route("test", request -> TestReplies.ok(""))
            .shortBy(request -> new ReadyReply(head, large.retainedDuplicate()));
    try (var server = start(route);
        var client = server.connect()) {
      assertThat(client.get("/").reply().body()).hasSize(8 << 20).containsOnly(0);
      assertThat(client.get("/").reply().body()).hasSize(8 << 20);
    }
    assertThat(large.refCnt()).isEqualTo(1);
    large.release();
    body.release();
  }

  @Test
  void aClientThatLeavesHalfWayLeavesNothingBehind() {
    var large = Unpooled.directBuffer(8 << 20).writeZero(8 << 20);
    var head = EncodedHead.before(8 << 20, HttpResponseStatus.OK, FIELDS, Outcome.OK);
    var route =
        new Route("test", request -> TestReplies.ok(""))
            .shortBy(request -> new ReadyReply(head, large.retainedDuplicate()));
    try (var server = start(route)) {
      try (var client = server.connect()) {
        client.get("/").head();
      }
      await().untilAsserted(() -> assertThat(server.connections()).isZero());
      await().untilAsserted(() -> assertThat(server.heard.exchanges).hasSize(1));
      assertThat(server.heard.exchanges.get(0).outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }
    assertThat(large.refCnt()).isEqualTo(1);
    large.release();
    body.release();
  }

  @Test
  void aShortBodyMayStandInTheHead() {
    var head = EncodedHead.of(Replies.error(HttpResponseStatus.NOT_FOUND, Outcome.NOT_FOUND, "x"));
    var route =
        new Route("test", request -> TestReplies.ok("")).shortBy(request -> new ReadyReply(head));
    try (var server = start(route);
        var client = server.connect()) {
      var reply = client.get("/").reply();

      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.text()).isEqualTo("{\"error\":\"x\",\"message\":\"x\"}\n");
    }
    body.release();
  }

  @Test
  void a304HasNoLength() {
    var head =
        EncodedHead.of(
            new Reply(HttpResponseStatus.NOT_MODIFIED, FIELDS, Reply.Body.EMPTY, Outcome.OK));
    var route =
        new Route("test", request -> TestReplies.ok("")).shortBy(request -> new ReadyReply(head));
    try (var server = start(route);
        var client = server.connect()) {
      assertThat(client.get("/").head().headers()).doesNotContainKey("content-length");
    }
    body.release();
  }

  @Test
  void aBodyThatHasToBePulledIsRefused() {
    var source = new GeneratedSource(1000);
    var reply =
        new Reply(HttpResponseStatus.OK, FIELDS, new Reply.Body.Range(source, 0, 9), Outcome.OK);

    assertThatThrownBy(() -> EncodedHead.of(reply))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("range");
    body.release();
  }

  private enum Guard implements Filter {
    WATCHING,
    IDLE;

    @Override
    public CompletionStage<Reply> apply(Request request, Handler next) {
      return next.handle(request);
    }

    @Override
    public boolean isIdle(Request request) {
      return this == IDLE;
    }
  }
}
