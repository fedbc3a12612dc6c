package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.HttpMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RouterTest {
  private static final Handler OK = request -> TestReplies.ok(request.path());

  private static final Router ROUTER =
      Router.builder()
          .get("/health/live", "Live", OK)
          .on(HttpMethod.POST, "/v1/domain", "CreateDomain", OK)
          .on(HttpMethod.DELETE, "/v1/domain", "DeleteDomain", OK)
          .get("/npm/special", "Special", OK)
          .under("/npm/inner/", Routes.to("Inner", OK))
          .under("/npm/", Routes.to("Npm", OK))
          .build();

  @ParameterizedTest
  @CsvSource({
    "GET, /health/live, Live",
    "HEAD, /health/live, Live",
    "POST, /health/live, unrouted",
    "GET, /health/live/, unrouted",
    "GET, /health/LIVE, unrouted",
    "GET, /health, unrouted",
    "POST, /v1/domain, CreateDomain",
    "DELETE, /v1/domain, DeleteDomain",
    "HEAD, /v1/domain, unrouted",
    "GET, /npm/special, Special",
    "GET, /npm/special/, Npm",
    "PUT, /npm/a/b/c, Npm",
    "GET, /npm/inner/x, Inner",
    "GET, /npm/, Npm",
    "GET, /npm, unrouted",
    "GET, /npmx/, unrouted",
    "GET, /%6epm/x, unrouted",
    "OPTIONS, *, unrouted",
  })
  void routesByPathAndMethod(String method, String path, String operation) {
    var route = ROUTER.route(Requests.of(HttpMethod.valueOf(method), path));

    assertThat(route.operation()).isEqualTo(operation);
  }

  @Test
  void unknownPathIs404InJson() {
    try (var server = TestServer.startRouting(ROUTER, HttpSettingsBuilder.settings().build());
        var client = server.connect()) {
      var reply = client.get("/nowhere/\"x\"?token=secret").reply();

      assertThat(reply.status()).isEqualTo(404);
      assertThat(JsonMapper.shared().readTree(reply.body()).get("error").stringValue())
          .isEqualTo("no such path: /nowhere/\"x\"");
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.NOT_FOUND);
      assertThat(client.get("/npm/x").reply().text()).isEqualTo("/npm/x");
    }
  }

  @Test
  void anotherMethodIs405AndSaysWhichAreAllowed() {
    try (var server = TestServer.startRouting(ROUTER, HttpSettingsBuilder.settings().build());
        var client = server.connect()) {
      client.send("PUT /v1/domain HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}");
      var reply = client.reply();

      assertThat(reply.status()).isEqualTo(405);
      assertThat(reply.header("allow")).isEqualTo("POST, DELETE");
      assertThat(reply.text()).startsWith("{\"error\":");

      client.send("POST /health/live HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.reply().header("allow")).isEqualTo("GET, HEAD");
    }
  }

  @Test
  void filterStandsBeforeEveryRoute() {
    Filter marking = (request, next) -> TestReplies.ok("filtered " + request.path());

    var route = ROUTER.behind(marking).route(Requests.get("/health/live"));

    assertThat(route.operation()).isEqualTo("Live");
    var reply = TestServer.await(route.handler().handle(Requests.get("/health/live")));
    assertThat(
            ((Reply.Body.Bytes) reply.body())
                .bytes()
                .toString(java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("filtered /health/live");
    Replies.discard(reply);
  }

  @Test
  void tablesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> Router.builder().get("/a", "A", OK).get("/a", "B", OK))
        .hasMessageContaining("GET /a");
    assertThatThrownBy(() -> Router.builder().get("a", "A", OK))
        .hasMessageContaining("a (expected");
    assertThatThrownBy(() -> Router.builder().under("/a", Routes.to("A", OK)))
        .hasMessageContaining("/a (expected");
  }
}
