package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.path;
import static dev.weir.upstream.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.NotFound;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetriesTest {
  private static final Duration BACKOFF = Duration.ofMillis(10);
  private static final Duration FIRST_BYTE = Duration.ofMillis(400);

  private RawOrigin origin;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException {
    origin = RawOrigin.plain(call -> call.reply(200, "hello"));
    tested = client(2, 1000);
  }

  private ClientUnderTest client(int retries, int breakerFailures) throws IOException {
    return new ClientUnderTest(SettingsFor.retries(retries, BACKOFF, FIRST_BYTE, breakerFailures))
        .at(origin.url());
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void serverErrorIsRetriedSoManyTimes(int status) {
    origin.answers(call -> call.reply(status, "oops"));

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.SERVER_ERROR);

    assertThat(origin.asked()).hasSize(3);
    assertThat(tested.heard.answers).hasSize(3);
  }

  @Test
  void aRetryThatSucceedsIsTheAnswer() throws IOException {
    origin.answers(call -> call.reply(origin.asked().size() < 3 ? 502 : 200, "hello"));

    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
    assertThat(origin.asked()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 501, 505})
  void otherErrorsAreNotRetried(int status) {
    origin.answers(call -> call.reply(status, ""));

    tested.get("a");

    assertThat(origin.asked()).hasSize(1);
  }

  @Test
  void anOriginThatSaysWhenToComeBackIsNotAskedSooner() {
    origin.answers(call -> call.reply(503, "", "Retry-After: 1"));

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.SERVER_ERROR);
    assertThat(origin.asked()).hasSize(1);
  }

  @Test
  void resetIsRetried() {
    origin.answers(RawOrigin.Call::reset);

    var failed = (Failed) tested.get("a");

    assertThat(failed.kind()).isEqualTo(Kind.RESET);
    assertThat(failed.detail())
        .startsWith(
            "connection public:npmjs: 127.0.0.1:%d broke the connection".formatted(origin.port()));
    assertThat(origin.asked()).hasSize(3);
  }

  @Test
  void silenceIsRetriedWhileThereIsTime() {
    origin.answers(RawOrigin.Call::hang);

    var failed = (Failed) tested.get("a");

    assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(failed.detail())
        .isEqualTo(
            "connection public:npmjs: no answer of 127.0.0.1:%d within 400ms"
                .formatted(origin.port()));
    assertThat(origin.asked()).hasSize(3);
    await().until(() -> origin.openConnections() == 0);
  }

  @Test
  void headDeadlineHoldsOverAllRetries() {
    origin.answers(RawOrigin.Call::hang);
    long begun = System.nanoTime();

    var failed = (Failed) tested.get(request("a", 1000, Duration.ofMillis(600)));

    assertThat(failed.kind()).isEqualTo(Kind.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isGreaterThanOrEqualTo(Duration.ofMillis(590));
    assertThat(origin.asked()).hasSizeBetween(1, 2);
    await().until(() -> origin.openConnections() == 0);
  }

  @Test
  void aHeadThatStopsHalfWayIsSilenceToo() {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 200 OK\r\n");
          call.hang();
        });

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.TIMEOUT);
  }

  @Test
  void aRefusedConnectionIsRetriedAndSaidInPlainWords() throws IOException {
    origin.close();

    var failed = (Failed) tested.get("a");

    assertThat(failed)
        .isEqualTo(
            new Failed(
                Kind.CONNECT,
                "connection public:npmjs: cannot connect to 127.0.0.1:%d: refused"
                    .formatted(origin.port())));
    assertThat(tested.heard.answers).hasSize(3);
  }

  @Test
  void anUnknownNameIsSaidInPlainWords() {
    tested.at("http://nowhere.example/");

    assertThat(tested.get("a"))
        .isEqualTo(
            new Failed(
                Kind.CONNECT,
                "connection public:npmjs: cannot connect to nowhere.example:80: DNS does not know"
                    + " nowhere.example"));
  }

  @Test
  void breakerOpensAndLetsNothingThrough() throws IOException {
    reopen(0, 2);
    origin.answers(call -> call.reply(500, ""));
    tested.get("a");
    assertThat(tested.client.breakerOpen(ClientUnderTest.CONNECTION)).isFalse();
    tested.get("a");

    assertThat(tested.client.breakerOpen(ClientUnderTest.CONNECTION)).isTrue();
    assertThat(kind(tested.get("a"))).isEqualTo(Kind.BREAKER_OPEN);
    assertThat(origin.asked()).hasSize(2);
    assertThat(tested.heard.breaker).containsExactly(true);
  }

  @Test
  void retriesEndWhenTheBreakerOpens() throws IOException {
    reopen(10, 2);
    origin.answers(call -> call.reply(500, ""));

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.SERVER_ERROR);
    assertThat(origin.asked()).hasSize(2);
  }

  @Test
  void serviceIsBackAfterTheBreakersPause() throws IOException {
    reopen(0, 1);
    origin.answers(RawOrigin.Call::reset);
    tested.get("a");
    origin.answers(call -> call.reply(200, "hello"));
    assertThat(kind(tested.get("a"))).isEqualTo(Kind.BREAKER_OPEN);

    tested.ticker.advance(5, TimeUnit.SECONDS);

    assertThat(tested.client.breakerOpen(ClientUnderTest.CONNECTION)).isFalse();
    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
    assertThat(tested.heard.breaker).containsExactly(true, false);
  }

  @Test
  void onlyOneProbeAsksAnOriginThatMayBeBack() throws IOException {
    reopen(0, 1);
    origin.answers(RawOrigin.Call::reset);
    tested.get("a");
    var release = new AtomicBoolean();
    origin.answers(
        call -> {
          await().until(release::get);
          call.reply(404, "");
        });
    tested.ticker.advance(5, TimeUnit.SECONDS);

    var probe = tested.client.fetch(path("probe"));
    await().until(() -> origin.asked().size() == 2);
    assertThat(kind(tested.get("other"))).isEqualTo(Kind.BREAKER_OPEN);
    release.set(true);

    assertThat(ClientUnderTest.await(probe)).isEqualTo(new NotFound(404));
    assertThat(tested.heard.breaker).containsExactly(true, false);
  }

  @Test
  void clientErrorsDoNotOpenTheBreaker() throws IOException {
    reopen(0, 1);
    origin.answers(call -> call.reply(403, ""));

    tested.get("a");
    tested.get("a");

    assertThat(origin.asked()).hasSize(2);
    assertThat(tested.heard.breaker).isEmpty();
  }

  private void reopen(int retries, int breakerFailures) throws IOException {
    tested.close();
    tested = client(retries, breakerFailures);
  }

  private static Kind kind(UpstreamResponse response) {
    assertThat(response).isInstanceOf(Failed.class);
    return ((Failed) response).kind();
  }
}
