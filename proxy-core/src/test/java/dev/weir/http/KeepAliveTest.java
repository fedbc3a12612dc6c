package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeepAliveTest {
  @Test
  void connectionServesOneRequestAfterAnother() {
    try (var server = TestServer.start(request -> TestReplies.ok(request.path()));
        var client = server.connect()) {
      assertThat(client.get("/one").reply().text()).isEqualTo("/one");
      assertThat(client.get("/two").reply().text()).isEqualTo("/two");

      assertThat(server.heard.opened).hasValue(1);
      await().until(() -> server.heard.exchanges.size() == 2);
    }
  }

  @Test
  void connectionIsClosedWhenTheClientAsks() {
    try (var server = TestServer.start(request -> TestReplies.ok("x"));
        var client = server.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(client.reply().header("connection")).isEqualTo("close");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void http10ConnectionIsClosedUnlessKeptAlive() {
    try (var server = TestServer.start(request -> TestReplies.ok("x"));
        var client = server.connect()) {
      client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(client.reply().header("connection")).isEqualTo("keep-alive");

      client.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(client.reply().header("connection")).isEqualTo("close");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void connectionIsClosedAfterItsLastAllowedRequest() {
    var settings = settings().maxRequestsPerConnection(2).build();
    try (var server = TestServer.start(request -> TestReplies.ok("x"), settings);
        var client = server.connect()) {
      assertThat(client.get("/").reply().headers()).doesNotContainKey("connection");
      assertThat(client.get("/").reply().header("connection")).isEqualTo("close");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderWhicheverHandlerIsDoneFirst() {
    var pending = new ConcurrentHashMap<String, CompletableFuture<Reply>>();
    Handler slowOrFast =
        request ->
            request.path().startsWith("/slow")
                ? pending.computeIfAbsent(request.path(), path -> new CompletableFuture<>())
                : TestReplies.ok(request.path());
    try (var server = TestServer.start(slowOrFast);
        var client = server.connect()) {
      client.get("/slow1").get("/fast1").get("/fast2").get("/slow2").get("/fast3");

      complete(pending, "/slow1");
      complete(pending, "/slow2");

      assertThat(client.reply().text()).isEqualTo("/slow1");
      assertThat(client.reply().text()).isEqualTo("/fast1");
      assertThat(client.reply().text()).isEqualTo("/fast2");
      assertThat(client.reply().text()).isEqualTo("/slow2");
      assertThat(client.reply().text()).isEqualTo("/fast3");
    }
  }

  @Test
  void onlyOneExchangeOfAConnectionRunsAtATime() {
    var started = ConcurrentHashMap.<String>newKeySet();
    var first = new CompletableFuture<Reply>();
    Handler handler =
        request -> {
          started.add(request.path());
          return request.path().equals("/1") ? first : TestReplies.ok("2");
        };
    try (var server = TestServer.start(handler);
        var client = server.connect();
        var other = server.connect()) {
      client.get("/1").get("/2");
      // When another connection has been served, the loop has seen both requests of the first.
      await().until(() -> started.contains("/1"));
      other.get("/other").reply();

      assertThat(started).containsExactlyInAnyOrder("/1", "/other");

      first.complete(Replies.text(HttpResponseStatus.OK, Outcome.OK, "1"));
      assertThat(client.reply().text()).isEqualTo("1");
      assertThat(client.reply().text()).isEqualTo("2");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void clientThatShutsItsSideStillGetsItsReplies(boolean nio) {
    var reply = new CompletableFuture<Reply>();
    Handler handler = request -> request.path().equals("/1") ? reply : TestReplies.ok("2");
    try (var server = nio ? TestServer.startOnNio(handler) : TestServer.start(handler);
        var client = server.connect()) {
      client.get("/1").get("/2");
      client.shutOutput();
      reply.complete(Replies.text(HttpResponseStatus.OK, Outcome.OK, "late"));

      assertThat(client.reply().text()).isEqualTo("late");
      assertThat(client.reply().text()).isEqualTo("2");
      assertThat(client.isAtEnd()).isTrue();
    }
  }

  @Test
  void headCarriesTheLengthAndNoBody() {
    try (var server = TestServer.start(request -> TestReplies.ok("four"));
        var client = server.connect()) {
      client.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      var head = client.head();
      assertThat(head.header("content-length")).isEqualTo("4");

      // Had a body come, it would be taken for the next reply's status line.
      assertThat(client.get("/").reply().text()).isEqualTo("four");
    }
  }

  @Test
  void emptyRepliesAreFramedAsTheirStatusDemands() {
    Handler handler =
        request ->
            TestReplies.done(
                Replies.empty(
                    HttpResponseStatus.valueOf(Integer.parseInt(request.path().substring(1))),
                    Outcome.OK));
    try (var server = TestServer.start(handler);
        var client = server.connect()) {
      assertThat(client.get("/200").head().header("content-length")).isEqualTo("0");
      assertThat(client.get("/204").head().headers()).doesNotContainKey("content-length");
      assertThat(client.get("/304").head().headers()).doesNotContainKey("content-length");
      assertThat(client.get("/200").head().headers()).containsKey("date");
    }
  }

  @Test
  void theJdkClientIsServedByBothTransports() throws IOException, InterruptedException {
    Handler handler = request -> TestReplies.all(new GeneratedSource(1 << 20));
    for (var server :
        new TestServer[] {TestServer.start(handler), TestServer.startOnNio(handler)}) {
      try (server) {
        var uri = URI.create("http://localhost:" + server.port() + "/");
        var reply =
            HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());

        assertThat(reply.body()).hasSize(1 << 20);
        assertThat(reply.statusCode()).isEqualTo(200);
      }
    }
  }

  private static void complete(Map<String, CompletableFuture<Reply>> pending, String path) {
    var reply = await().until(() -> pending.get(path), Objects::nonNull);
    reply.complete(Replies.text(HttpResponseStatus.OK, Outcome.OK, path));
  }
}
