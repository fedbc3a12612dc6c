package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.SETTINGS;
import static dev.weir.upstream.ClientUnderTest.path;
import static dev.weir.upstream.ClientUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.upstream.UpstreamRequest.Target;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.NotModified;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
  private static final Optional<Credential> SECRET =
      Optional.of(new Credential("Bearer s3cret", "the.key"));

  private RawOrigin origin;
  private RawOrigin elsewhere;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException {
    origin = RawOrigin.plain(call -> call.reply(200, "from the origin"));
    elsewhere = RawOrigin.plain(call -> call.reply(200, "from elsewhere"));
    tested = new ClientUnderTest(SETTINGS).at(origin.url());
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
    elsewhere.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsFollowed(int status) throws IOException {
    origin.answers(
        call ->
            call.reply(
                call.asked().path().equals("/a") ? status : 200,
                "of " + call.asked().path(),
                "Location: /b?c"));

    assertThat(tested.body(path("a"))).asString().isEqualTo("of /b?c");
    assertThat(tested.heard.answers).hasSize(1);
    assertThat(origin.connections()).as("the redirect's own body is read over").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void whatWasPostedGoesToNobodyElse(int status) throws IOException {
    origin.answers(call -> call.reply(status, "", "Location: " + elsewhere.url() + "b"));
    var question =
        new UpstreamRequest(
            ClientUnderTest.CONNECTION,
            new UpstreamRequest.Target.Path("audit"),
            "application/json",
            Validators.NONE,
            1000,
            Duration.ofSeconds(5),
            Optional.of(
                new UpstreamRequest.Payload(
                    "application/json", "{}".getBytes(StandardCharsets.UTF_8))));

    var answer = tested.client.fetch(question).toCompletableFuture().join();

    assertThat(answer)
        .isInstanceOfSatisfying(
            UpstreamResponse.Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(UpstreamResponse.Kind.FORBIDDEN_ADDRESS);
              assertThat(failed.detail()).contains("posted");
            });
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void redirectWithoutLocationIsMalformed() {
    origin.answers(call -> call.reply(302, ""));

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.MALFORMED);
  }

  @Test
  void redirectsThatGoInCirclesEnd() {
    origin.answers(call -> call.reply(302, "", "Location: /a"));

    assertThat(tested.get("a"))
        .isEqualTo(new Failed(Kind.MALFORMED, "connection public:npmjs: more than 5 redirects"));
    assertThat(origin.asked()).hasSize(6);
  }

  @Test
  void headDeadlineHoldsOverRedirects() {
    origin.answers(
        call -> {
          if (origin.asked().size() < 3) {
            call.reply(302, "", "Location: /a");
          } else {
            call.hang();
          }
        });

    assertThat(kind(tested.get(request("a", 1000, Duration.ofMillis(300)))))
        .isEqualTo(Kind.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "[::1]",
        "0.0.0.0",
        "inside.example",
        "[::ffff:127.0.0.1]"
      })
  void redirectToAPrivateAddressIsRefused(String host) {
    tested.names.answer("inside.example", "10.0.0.1", "127.0.0.1").answer("LOCALHOST", "127.0.0.1");
    origin.answers(call -> call.reply(302, "", "Location: " + elsewhere.at(host) + "x"));

    var failed = (Failed) tested.get("a");

    assertThat(failed.kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
    assertThat(failed.detail())
        .startsWith("connection public:npmjs: ")
        .contains("lies at a private address");
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void anotherPortOfTheBasesHostIsNotTrusted() {
    tested.at(origin.at("localhost"), SECRET, Set.of(), false);
    origin.answers(call -> call.reply(302, "", "Location: " + elsewhere.at("localhost")));

    assertThat(kind(tested.get("a"))).isEqualTo(Kind.FORBIDDEN_ADDRESS);
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void operatorMayAllowPrivateAddresses() throws IOException {
    tested.at(origin.url(), SECRET, Set.of(), true);
    origin.answers(call -> call.reply(302, "", "Location: " + elsewhere.url() + "x"));

    assertThat(tested.body(path("a"))).asString().isEqualTo("from elsewhere");
    assertThat(origin.asked().get(0).headers()).containsKey("authorization");
    assertThat(elsewhere.asked().get(0).headers()).doesNotContainKey("authorization");
  }

  @Test
  void credentialIsSentAgainWhenTheWayLeadsBack() throws IOException {
    tested.at(origin.url(), SECRET, Set.of(), true);
    origin.answers(
        call -> {
          boolean back = call.asked().path().equals("/back");
          call.reply(back ? 200 : 302, "back", "Location: " + elsewhere.url() + "x");
        });
    elsewhere.answers(call -> call.reply(302, "", "Location: " + origin.url() + "back"));

    assertThat(tested.body(path("a"))).asString().isEqualTo("back");
    assertThat(elsewhere.asked().get(0).headers()).doesNotContainKey("authorization");
    assertThat(origin.asked().get(1).headers()).containsKey("authorization");
  }

  @Test
  void redirectedRequestIsStillConditional() {
    tested.at(origin.url(), Optional.empty(), Set.of(), true);
    origin.answers(call -> call.reply(302, "", "Location: " + elsewhere.url() + "x"));
    elsewhere.answers(call -> call.write("HTTP/1.1 304 Not Modified\r\n\r\n"));
    var stored = new Validators(Optional.of("\"e1\""), Optional.empty());

    assertThat(tested.get(request(new Target.Path("a"), stored))).isInstanceOf(NotModified.class);
    assertThat(elsewhere.asked().get(0).headers()).containsEntry("if-none-match", "\"e1\"");
  }

  @Test
  void documentCannotSendWeirElsewhere() throws IOException {
    var body =
        tested.body(
            request(new Target.Tarball(elsewhere.url() + "a/-/a-1.0.0.tgz"), Validators.NONE));

    assertThat(body).asString().isEqualTo("from the origin");
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void listedTarballHostIsCheckedForItsAddress() {
    tested.at(origin.url(), SECRET, Set.of("127.0.0.1:" + elsewhere.port()), false);

    var response =
        tested.get(
            request(new Target.Tarball(elsewhere.url() + "a/-/a-1.0.0.tgz"), Validators.NONE));

    assertThat(kind(response)).isEqualTo(Kind.FORBIDDEN_ADDRESS);
    assertThat(elsewhere.connections()).isZero();
  }

  @Test
  void listedTarballHostIsAskedWithoutTheCredential() throws IOException {
    tested.at(origin.url(), SECRET, Set.of("127.0.0.1:" + elsewhere.port()), true);

    var body =
        tested.body(
            request(new Target.Tarball(elsewhere.url() + "a/-/a-1.0.0.tgz"), Validators.NONE));

    assertThat(body).asString().isEqualTo("from elsewhere");
    assertThat(elsewhere.asked().get(0).headers()).doesNotContainKey("authorization");
    assertThat(origin.asked()).isEmpty();
  }

  @Test
  void forbiddenRedirectsSayNothingAgainstTheOriginsHealth() throws IOException {
    tested.close();
    tested =
        new ClientUnderTest(SettingsFor.retries(3, Duration.ofMillis(1), Duration.ofSeconds(5), 1))
            .at(origin.url());
    origin.answers(call -> call.reply(302, "", "Location: " + elsewhere.url()));

    tested.get("a");
    tested.get("a");

    assertThat(origin.asked()).hasSize(2);
    assertThat(tested.heard.breaker).isEmpty();
  }

  private static Kind kind(UpstreamResponse response) {
    assertThat(response).isInstanceOf(Failed.class);
    return ((Failed) response).kind();
  }
}
