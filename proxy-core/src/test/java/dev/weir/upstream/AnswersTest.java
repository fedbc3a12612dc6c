package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.SETTINGS;
import static dev.weir.upstream.ClientUnderTest.path;
import static dev.weir.upstream.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weir.upstream.UpstreamRequest.Target;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Found;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.NotFound;
import dev.weir.upstream.UpstreamResponse.NotModified;
import dev.weir.upstream.UpstreamResponse.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
  private static final Validators STORED =
      new Validators(Optional.of("\"e1\""), Optional.of("Thu, 01 Jan 2026 00:00:00 GMT"));

  private RawOrigin origin;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException {
    origin = RawOrigin.plain(call -> call.reply(200, "hello"));
    tested = new ClientUnderTest(SETTINGS).at(origin.url());
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
  }

  @Test
  void foundHasValidatorsFreshnessAndBody() throws IOException {
    origin.answers(
        call ->
            call.reply(
                200,
                "hello",
                "ETag: \"e2\"",
                "Last-Modified: Fri, 02 Jan 2026 00:00:00 GMT",
                "Cache-Control: public",
                "Cache-Control: max-age=300"));

    var found = (Found) tested.get("lodash");

    assertThat(found.validators().etag()).contains("\"e2\"");
    assertThat(found.validators().lastModified()).contains("Fri, 02 Jan 2026 00:00:00 GMT");
    assertThat(found.maxAge()).contains(Duration.ofMinutes(5));
    assertThat(found.body().length()).hasValue(5);
    assertThat(ClientUnderTest.readAll(found.body())).asString().isEqualTo("hello");
    assertThat(tested.heard.bytes).hasValue(5);
    assertThat(tested.heard.answers).hasSize(1).first().isInstanceOf(Found.class);
  }

  @Test
  void documentIsAskedForWithWhatItNeeds() throws IOException {
    tested.at(origin.url() + "npm/");

    tested.body(request(new Target.Path("@scope%2fname"), STORED));

    var asked = origin.asked().get(0);
    assertThat(asked.method()).isEqualTo("GET");
    assertThat(asked.path()).isEqualTo("/npm/@scope%2fname");
    assertThat(asked.headers())
        .containsEntry("host", "127.0.0.1:" + origin.port())
        .containsEntry("accept", "application/json")
        .containsEntry("accept-encoding", "gzip")
        .containsEntry("if-none-match", "\"e1\"")
        .containsEntry("if-modified-since", "Thu, 01 Jan 2026 00:00:00 GMT")
        .doesNotContainKeys("authorization", "cookie");
    assertThat(asked.headers().get("user-agent")).startsWith("weir/");
  }

  @Test
  void tarballIsAskedForAsItIs() throws IOException {
    tested.body(
        request(new Target.Tarball("https://else.example/a/-/a-1.0.0.tgz"), Validators.NONE));

    assertThat(origin.asked().get(0).path()).isEqualTo("/a/-/a-1.0.0.tgz");
    assertThat(origin.asked().get(0).headers())
        .containsEntry("accept-encoding", "identity")
        .doesNotContainKeys("if-none-match", "if-modified-since");
  }

  @Test
  void credentialIsSentToTheBase() throws IOException {
    tested.at(
        origin.url(), Optional.of(new Credential("Bearer s3cret", "the.key")), Set.of(), false);

    tested.body(path("a"));

    assertThat(origin.asked().get(0).headers()).containsEntry("authorization", "Bearer s3cret");
  }

  @Test
  void notModifiedIsAnAnswerToAConditionalRequest() {
    origin.answers(
        call ->
            call.write(
                "HTTP/1.1 304 Not Modified\r\nETag: \"e1\"\r\nCache-Control: max-age=7\r\n\r\n"));

    assertThat(tested.get(request(new Target.Path("a"), STORED)))
        .isEqualTo(
            new NotModified(
                new Validators(Optional.of("\"e1\""), Optional.empty()),
                Optional.of(Duration.ofSeconds(7))));
    assertThat(kind(tested.get("a"))).isEqualTo(Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410, 451})
  void absentIsNotFound(int status) {
    origin.answers(call -> call.reply(status, "{\"error\":\"not_found\"}"));

    assertThat(tested.get("a")).isEqualTo(new NotFound(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 407})
  void refusalNamesTheKeyToSet(int status) {
    origin.answers(call -> call.reply(status, "no", "WWW-Authenticate: Basic"));

    var refused = (Refused) tested.get("a");
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.detail())
        .isEqualTo(
            "connection public:npmjs answered %d; if it wants a credential, set".formatted(status)
                + " external-connections.public:npmjs.token-env");

    tested.at(origin.url(), Optional.of(new Credential("Basic x", "the.key")), Set.of(), false);
    assertThat(((Refused) tested.get("a")).detail())
        .isEqualTo(
            "connection public:npmjs answered %d; check the credential of the.key"
                .formatted(status));
  }

  @Test
  void otherClientErrorsAreRefusals() {
    origin.answers(call -> call.reply(418, "tea"));

    assertThat(tested.get("a"))
        .isEqualTo(new Refused(418, "connection public:npmjs answered 418", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 501, 502, 503, 504, 505, 599})
  void serverErrorsAreFailures(int status) {
    origin.answers(call -> call.reply(status, "oops"));

    assertThat(tested.get("a"))
        .isEqualTo(
            new Failed(Kind.SERVER_ERROR, "connection public:npmjs answered %d".formatted(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 300, 305, 600, 999})
  void otherStatusesAreMalformed(int status) {
    origin.answers(call -> call.reply(status, ""));

    assertThat(tested.get("a"))
        .isEqualTo(
            new Failed(
                Kind.MALFORMED,
                "connection public:npmjs answered %d, unexpectedly".formatted(status)));
  }

  @Test
  void tooManyRequestsLeavesTheOriginAlone() {
    origin.answers(call -> call.reply(429, "", "Retry-After: 30"));

    assertThat(tested.get("a"))
        .isEqualTo(
            new Refused(
                429, "connection public:npmjs answered 429", Optional.of(Duration.ofSeconds(30))));

    tested.ticker.advance(10, TimeUnit.SECONDS);
    assertThat(tested.get("b"))
        .isEqualTo(
            new Refused(
                429,
                "connection public:npmjs answered 429 and asked to be left alone for 20s more",
                Optional.of(Duration.ofSeconds(20))));
    assertThat(origin.asked()).hasSize(1);

    tested.ticker.advance(20, TimeUnit.SECONDS);
    assertThat(tested.get("c")).isInstanceOf(Refused.class);
    assertThat(origin.asked()).hasSize(2);
  }

  @Test
  void retryAfterMayBeADate() {
    origin.answers(call -> call.reply(429, "", "Retry-After: Fri, 02 Jan 2026 03:04:35 GMT"));

    assertThat(((Refused) tested.get("a")).retryAfter()).contains(Duration.ofSeconds(30));
  }

  @Test
  void tooManyRequestsWithoutRetryAfterRestsForAMoment() {
    origin.answers(call -> call.reply(429, ""));

    var pause = SETTINGS.breakerPause();
    assertThat(((Refused) tested.get("a")).retryAfter()).contains(pause);
    tested.get("b");
    assertThat(origin.asked()).hasSize(1);

    tested.ticker.advance(pause.toNanos(), TimeUnit.NANOSECONDS);
    tested.get("c");
    assertThat(origin.asked()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "Fri, 02 Jan 2026 03:04:35 GMT"})
  void aServerErrorKeepsItsRetryAfterAndLeavesNothingAlone(String retryAfter) {
    origin.answers(call -> call.reply(503, "", "Retry-After: " + retryAfter));

    for (int i = 1; i <= 2; i++) {
      assertThat(tested.get("a"))
          .isEqualTo(
              new Failed(
                  Kind.SERVER_ERROR,
                  "connection public:npmjs answered 503",
                  Optional.of(Duration.ofSeconds(30))));
      assertThat(origin.asked()).hasSize(i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hello there, MALFORMED",
    "SSH-2.0-OpenSSH_9.9, MALFORMED",
    "'HTTP/1.1 abc OK', MALFORMED",
    "'', RESET"
  })
  void whatIsNotHttpIsMalformed(String said, Kind expected) {
    origin.answers(
        call -> {
          call.write(said.isEmpty() ? "" : said + "\r\n\r\n");
          call.closeSocket();
        });

    assertThat(kind(tested.get("a"))).isEqualTo(expected);
  }

  @Test
  void aTransferCodingThatNobodyAskedForIsMalformed() {
    origin.answers(
        call ->
            call.write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n"));

    assertThat(tested.get("a"))
        .isEqualTo(
            new Failed(
                Kind.MALFORMED,
                "connection public:npmjs answered in Transfer-Encoding gzip, chunked (expected:"
                    + " chunked or none)"));
  }

  @Test
  void tooLongAHeadIsMalformed() {
    origin.answers(call -> call.reply(200, "", "X-Long: " + "x".repeat(9000)));

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void anInterimAnswerDoesNotShiftTheNextOnes() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
          call.reply(200, "of " + call.asked().path());
        });
    assertThat(kind(tested.get("a"))).isEqualTo(Kind.MALFORMED);

    origin.answers(call -> call.reply(200, "of " + call.asked().path()));
    assertThat(tested.body(path("b"))).asString().isEqualTo("of /b");
    assertThat(origin.connections()).isEqualTo(2);
  }

  @Test
  void continueIsReadOver() throws IOException {
    origin.answers(
        call -> {
          call.write("HTTP/1.1 100 Continue\r\n\r\n");
          call.reply(200, "hello");
        });

    assertThat(tested.body(path("a"))).asString(StandardCharsets.UTF_8).isEqualTo("hello");
  }

  @Test
  void aConnectionWithoutAnAddressNamesTheKey() {
    tested.origin = null;

    assertThat(tested.get("a"))
        .isEqualTo(
            new Failed(
                Kind.UNCONFIGURED,
                "connection public:npmjs has no address: set"
                    + " external-connections.public:npmjs.url or WEIR_PUBLIC_NPMJS_URL"));
  }

  @Test
  void aBadTargetIsNotAsked() {
    assertThat(kind(tested.get("../a"))).isEqualTo(Kind.MALFORMED);
    assertThat(origin.asked()).isEmpty();
  }

  @Test
  void aCredentialThatIsNoHeaderIsADefectThatNobodyWaitsFor() throws IOException {
    tested.at(origin.url(), Optional.of(new Credential("Bearer a\r\nb", "key")), Set.of(), false);

    assertThat(tested.client.fetch(path("a")).toCompletableFuture())
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThat(origin.asked()).isEmpty();
  }

  @Test
  void aClosedClientAnswersAtOnceAndHoldsNoConnection() throws IOException {
    tested.body(path("a"));

    ClientUnderTest.await(tested.client.closeAsync());
    ClientUnderTest.await(tested.client.closeAsync());

    assertThat(kind(tested.get("b"))).isEqualTo(Kind.RESET);
    assertThat(origin.asked()).hasSize(1);
    await().untilAsserted(() -> assertThat(origin.openConnections()).isZero());
  }

  @Test
  void closingFailsWhatIsRunning() {
    origin.answers(RawOrigin.Call::hang);
    var running = tested.client.fetch(path("a")).toCompletableFuture();
    await().until(() -> origin.asked().size() == 1);

    ClientUnderTest.await(tested.client.closeAsync());

    assertThat(kind(ClientUnderTest.await(running))).isEqualTo(Kind.RESET);
  }

  private static Kind kind(UpstreamResponse response) {
    assertThat(response).isInstanceOf(Failed.class);
    return ((Failed) response).kind();
  }
}
