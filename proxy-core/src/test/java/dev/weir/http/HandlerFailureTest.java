package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HandlerFailureTest {
  @Test
  void serviceExceptionIsAnsweredAsItSays() {
    var reply = replyTo(() -> CompletableFuture.failedFuture(overloaded()));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.text()).isEqualTo("{\"error\":\"try later\",\"message\":\"try later\"}\n");
    assertThat(reply.header("retry-after")).isEqualTo("1");
    assertThat(reply.headers()).doesNotContainKey("connection");
  }

  @Test
  void serviceExceptionOfAnEarlierStageIsFound() {
    var reply =
        replyTo(() -> CompletableFuture.failedFuture(new CompletionException(overloaded())));

    assertThat(reply.status()).isEqualTo(503);
  }

  @Test
  void serviceExceptionThatIsThrownIsAnsweredTheSame() {
    var reply =
        replyTo(
            () -> {
              throw overloaded();
            });

    assertThat(reply.status()).isEqualTo(503);
  }

  @Test
  void anyOtherFailureIs500AndKeepsItsDetailsToItself() {
    var failed = replyTo(() -> CompletableFuture.failedFuture(new RuntimeException("password")));
    var thrown =
        replyTo(
            () -> {
              throw new IllegalStateException("password");
            });

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.text()).startsWith("{\"error\":").doesNotContain("password");
    assertThat(thrown.status()).isEqualTo(500);
    assertThat(thrown.text()).isEqualTo(failed.text());
  }

  @Test
  void stageThatIsCompletedWithNothingIs500() {
    assertThat(replyTo(() -> new CompletableFuture<Reply>().completeAsync(() -> none())).status())
        .isEqualTo(500);
  }

  @Test
  void failureOnAnotherThreadIsAnswered() {
    assertThat(replyTo(() -> CompletableFuture.supplyAsync(() -> thrown(overloaded()))).status())
        .isEqualTo(503);
  }

  @Test
  void routesThatFailAreADefectToo() {
    Routes broken =
        request -> {
          throw new IllegalStateException("password");
        };
    try (var server = TestServer.startRouting(broken, HttpSettingsBuilder.settings().build());
        var client = server.connect()) {
      assertThat(client.get("/").reply().status()).isEqualTo(500);
      assertThat(server.heard.first().outcome()).isEqualTo(Outcome.LOCAL_ERROR);
    }
  }

  @Test
  void failureIsCountedUnderItsOperationAndOutcome() {
    var routes = Router.builder().get("/x", "GetX", request -> failed()).build();
    try (var server = TestServer.startRouting(routes, HttpSettingsBuilder.settings().build());
        var client = server.connect()) {
      client.send("GET /x?token=1 HTTP/1.1\r\nHost: a\r\nUser-Agent: npm/11\r\n\r\n").reply();

      var heard = server.heard.first();
      assertThat(heard.operation()).isEqualTo("GetX");
      assertThat(heard.outcome()).isEqualTo(Outcome.THROTTLED);
      assertThat(heard.status()).isEqualTo(503);
      assertThat(heard.method()).isEqualTo("GET");
      assertThat(heard.target()).isEqualTo("/x?token=1");
      assertThat(heard.userAgent()).isEqualTo("npm/11");
      assertThat(heard.remote().getAddress().isLoopbackAddress()).isTrue();
      assertThat(heard.bytes()).isPositive();
      assertThat(heard.nanos()).isPositive();
    }
  }

  private static RawClient.RawReply replyTo(Supplier<CompletionStage<Reply>> replies) {
    try (var server = TestServer.start(request -> replies.get());
        var client = server.connect()) {
      return client.get("/").reply();
    }
  }

  private static CompletionStage<Reply> failed() {
    return CompletableFuture.failedFuture(overloaded());
  }

  private static Reply thrown(RuntimeException failure) {
    throw failure;
  }

  @SuppressWarnings("NullAway") // What a handler must not do.
  private static Reply none() {
    return null;
  }

  private static ServiceException overloaded() {
    return new ServiceException(
        HttpResponseStatus.SERVICE_UNAVAILABLE, Outcome.THROTTLED, "try later");
  }
}
