package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DrainTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void runningExchangeFinishesAndIdleConnectionsAreClosed() {
    var reply = new CompletableFuture<Reply>();
    var handling = new CompletableFuture<Void>();
    Handler handler =
        request -> {
          handling.complete(null);
          return reply;
        };
    try (var server = TestServer.start(handler);
        var running = server.connect();
        var idle = server.connect()) {
      running.get("/");
      TestServer.await(handling);
      await().until(() -> server.heard.opened.get() == 2);

      var drained = server.drain(LONG).toCompletableFuture();

      assertThat(idle.isAtEnd()).isTrue();
      assertThat(drained).isNotDone();
      reply.complete(Replies.text(HttpResponseStatus.OK, Outcome.OK, "done"));
      var last = running.reply();
      assertThat(last.text()).isEqualTo("done");
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(running.isAtEnd()).isTrue();
      TestServer.await(drained);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void newConnectionsAreRefused() {
    var reply = new CompletableFuture<Reply>();
    try (var server = TestServer.start(request -> reply);
        var running = server.connect()) {
      running.get("/");
      await().until(() -> server.heard.opened.get() == 1);
      int port = server.port();
      server.drain(LONG);

      await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> new RawClient(port).close())
                      .hasCauseInstanceOf(ConnectException.class));
      reply.complete(Replies.text(HttpResponseStatus.OK, Outcome.OK, "done"));
    }
  }

  @Test
  void bodyOnItsWayGoesOutToItsEnd() {
    var source = GrowingSource.ofLength(8).append(new byte[4]);
    try (var server = TestServer.start(request -> TestReplies.all(source));
        var client = server.connect()) {
      client.get("/").head();
      client.exactly(4);
      var drained = server.drain(LONG);

      source.append(new byte[4]);

      assertThat(client.rest()).hasSize(4);
      TestServer.await(drained);
    }
  }

  @Test
  void whatIsNotDoneAtTheLimitIsCut() {
    var source = GrowingSource.ofLength(8).append(new byte[4]);
    try (var server = TestServer.start(request -> TestReplies.all(source));
        var client = server.connect()) {
      client.get("/").head();
      client.exactly(4);

      TestServer.await(server.drain(Duration.ofMillis(100)));

      assertThat(client.isAtEnd()).isTrue();
      assertThat(source.isClosed()).isTrue();
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    }
  }

  @Test
  void drainingTwiceEndsOnce() {
    try (var server = TestServer.start(request -> TestReplies.ok("x"))) {
      var first = server.drain(LONG);
      var second = server.drain(LONG);

      TestServer.await(first);
      TestServer.await(second);
    }
  }
}
