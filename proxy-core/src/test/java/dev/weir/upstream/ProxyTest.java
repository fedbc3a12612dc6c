package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.SETTINGS;
import static dev.weir.upstream.ClientUnderTest.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.TestAuthority;
import dev.weir.testing.TestProxy;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import dev.weir.upstream.UpstreamResponse.Refused;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The proxy knows {@code registry.example}, and Weir's DNS does not. */
class ProxyTest {
  private static final TestAuthority AUTHORITY = TestAuthority.make();

  private TestProxy proxy;
  private RawOrigin origin;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException {
    proxy = TestProxy.start();
    origin = RawOrigin.plain(call -> call.reply(200, "hello"));
    tested = through(proxy.url());
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
    proxy.close();
  }

  @Test
  void httpIsAskedForInAbsoluteForm() {
    tested.at(origin.at("registry.example"));

    assertThat(tested.body(path("a?b"))).asString().isEqualTo("hello");

    assertThat(proxy.asked())
        .containsExactly("GET http://registry.example:%d/a?b HTTP/1.1".formatted(origin.port()));
    assertThat(origin.asked().get(0).headers())
        .containsEntry("host", "registry.example:" + origin.port())
        .doesNotContainKey("proxy-authorization");
  }

  @Test
  void httpsGoesThroughATunnelAndSpeaksHttp2() throws IOException {
    try (var secure =
        Http2Origin.start(
            AUTHORITY.server("registry.example"),
            call -> call.response().sendString(Mono.just("secret")))) {
      int port = java.net.URI.create(secure.url()).getPort();
      tested.trusting(AUTHORITY.certificate()).at("https://registry.example:" + port + "/");

      assertThat(tested.body(path("a"))).asString().isEqualTo("secret");
      assertThat(tested.body(path("b"))).asString().isEqualTo("secret");

      assertThat(proxy.asked())
          .containsExactly("CONNECT registry.example:%d HTTP/1.1".formatted(port));
      assertThat(secure.asked()).extracting(Http2Origin.Asked::version).containsOnly("HTTP/2.0");
      assertThat(secure.asked().get(0).host()).isEqualTo("registry.example:" + port);
    }
  }

  @Test
  void httpsOverHttp11GoesThroughATunnelToo() throws IOException {
    tested.close();
    tested = through(proxy.url(), false);
    try (var secure = secureOrigin()) {
      tested.trusting(AUTHORITY.certificate()).at(secure.at("registry.example"));

      assertThat(tested.body(path("a"))).asString().isEqualTo("secret");

      assertThat(proxy.asked())
          .containsExactly("CONNECT registry.example:%d HTTP/1.1".formatted(secure.port()));
    }
  }

  @Test
  void theProxysLoginIsSentToItAndNotToTheOrigin() throws IOException {
    proxy.wants("Basic dXNlcjpwYXNz");
    tested.close();
    tested = through("http://user:pass@127.0.0.1:" + proxy.port());

    tested.at(origin.at("registry.example"));
    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
    assertThat(origin.asked().get(0).headers()).doesNotContainKey("proxy-authorization");

    try (var secure = secureOrigin()) {
      tested.trusting(AUTHORITY.certificate()).at(secure.at("registry.example"));
      assertThat(tested.body(path("a"))).asString().isEqualTo("secret");
      assertThat(secure.asked().get(0).headers()).doesNotContainKey("proxy-authorization");
    }
  }

  @Test
  void aProxyThatWantsALoginNamesItsVariableAndNotTheOriginsCredential() throws IOException {
    proxy.wants("Basic dXNlcjpwYXNz");

    tested.at(origin.at("registry.example"));
    var refused = (Refused) tested.get("a");
    assertThat(refused.status()).isEqualTo(407);
    assertThat(refused.detail()).contains("check http_proxy").doesNotContain("token-env");

    try (var secure = secureOrigin()) {
      tested.trusting(AUTHORITY.certificate()).at(secure.at("registry.example"));
      var failed = (Failed) tested.get("a");
      assertThat(failed.kind()).isEqualTo(Kind.CONNECT);
      assertThat(failed.detail()).contains("407", "check https_proxy").doesNotContain("token-env");
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws IOException {
    int nobody;
    try (var socket = new ServerSocket(0)) {
      nobody = socket.getLocalPort();
    }
    tested.close();
    tested = through("http://user:pass@127.0.0.1:" + nobody);
    tested.at(origin.at("registry.example"));

    var failed = (Failed) tested.get("a");

    assertThat(failed)
        .isEqualTo(
            new Failed(
                Kind.CONNECT,
                "connection public:npmjs: cannot connect to the proxy 127.0.0.1:%d (http_proxy): refused"
                    .formatted(nobody)));
  }

  @Test
  void aProxysNameIsResolvedByOurDns() throws IOException {
    tested.close();
    tested = through("http://proxy.example:" + proxy.port());
    tested.at(origin.at("registry.example"));
    assertThat(((Failed) tested.get("a")).detail())
        .isEqualTo(
            "connection public:npmjs: cannot connect to the proxy proxy.example:%d (http_proxy): DNS does not know proxy.example"
                .formatted(proxy.port()));

    tested.names.answer("proxy.example", "127.0.0.1");
    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
  }

  @Test
  void whatNoProxyListsAndLoopbackAreAskedDirectly() throws IOException {
    tested.close();
    tested =
        new ClientUnderTest(
            SETTINGS,
            ProxyRules.of(Map.of("http_proxy", proxy.url(), "no_proxy", "direct.example")));
    tested.names.answer("direct.example", "127.0.0.1");

    tested.at(origin.at("direct.example"));
    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
    tested.at(origin.at("127.0.0.1"));
    assertThat(tested.body(path("a"))).asString().isEqualTo("hello");

    assertThat(proxy.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "169.254.169.254", "[fd00::1]", "127.1", "0x7f.1"})
  void redirectToAPrivateLiteralIsNotPassedToTheProxy(String host) {
    origin.answers(call -> call.reply(302, "", "Location: http://" + host + ":1/x"));
    tested.at(origin.at("registry.example"));

    var failed = (Failed) tested.get("a");

    assertThat(failed.kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
    assertThat(proxy.asked()).hasSize(1);
  }

  @Test
  void redirectToALoopbackAddressIsRefusedThoughItIsAskedDirectly() {
    origin.answers(call -> call.reply(302, "", "Location: " + origin.at("127.0.0.1") + "x"));
    tested.at(origin.at("registry.example"));

    assertThat(((Failed) tested.get("a")).kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
    assertThat(origin.asked()).hasSize(1);
  }

  @Test
  void redirectToANameIsFollowedThroughTheProxyWithoutTheCredential() {
    try (var elsewhere = RawOrigin.plain(call -> call.reply(200, "from the cdn"))) {
      origin.answers(call -> call.reply(302, "", "Location: " + elsewhere.at("cdn.example") + "x"));
      tested.at(
          origin.at("registry.example"),
          Optional.of(new Credential("Bearer s3cret", "key")),
          Set.of(),
          false);

      assertThat(tested.body(path("a"))).asString().isEqualTo("from the cdn");

      assertThat(proxy.asked()).hasSize(2);
      assertThat(elsewhere.asked().get(0).headers()).doesNotContainKey("authorization");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static RawOrigin secureOrigin() throws IOException {
    return RawOrigin.secure(
        TestAuthority.context(AUTHORITY.server("registry.example")),
        call -> call.reply(200, "secret"));
  }

  private static ClientUnderTest through(String proxy) {
    return through(proxy, true);
  }

  private static ClientUnderTest through(String proxy, boolean http2) {
    return new ClientUnderTest(
        SettingsFor.http2(http2), ProxyRules.of(Map.of("http_proxy", proxy, "https_proxy", proxy)));
  }
}
