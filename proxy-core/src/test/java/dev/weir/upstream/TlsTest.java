package dev.weir.upstream;

import static dev.weir.upstream.ClientUnderTest.SETTINGS;
import static dev.weir.upstream.ClientUnderTest.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.config.UpstreamSettings;
import dev.weir.testing.TestAuthority;
import dev.weir.upstream.UpstreamResponse.Failed;
import dev.weir.upstream.UpstreamResponse.Kind;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The origin's certificate is self-signed and for {@code localhost} only. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private KeyStore keys;
  private RawOrigin origin;
  private ClientUnderTest tested;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    keys = KeyStore.getInstance("PKCS12");
    try (var file = TlsTest.class.getResourceAsStream("localhost.p12")) {
      keys.load(file, PASSWORD);
    }
    origin = RawOrigin.secure(serverContext(), call -> call.reply(200, "secret"));
    tested = trusting(SETTINGS);
  }

  @AfterEach
  void stop() throws IOException {
    tested.close();
    origin.close();
  }

  @Test
  void trustedOriginIsAsked() throws IOException, GeneralSecurityException {
    tested.close();
    tested = trusting(SettingsFor.http2(false));
    tested.at(origin.at("localhost"));

    assertThat(tested.body(path("a"))).asString().isEqualTo("secret");
    assertThat(tested.body(path("b"))).asString().isEqualTo("secret");
    assertThat(origin.connections()).isEqualTo(1);
  }

  @Test
  void largeBodyComesWhole() throws IOException {
    var large = Coded.sample(1 << 20);
    origin.answers(call -> call.reply(200, large));
    tested.at(origin.at("localhost"));

    assertThat(tested.body(path("a"))).isEqualTo(large);
  }

  @Test
  void certificateForAnotherNameIsRefused() {
    tested.at(origin.at("127.0.0.1"));

    var failed = (Failed) tested.get("a");

    assertThat(failed.kind()).isEqualTo(Kind.CONNECT);
    assertThat(failed.detail())
        .startsWith(
            "connection public:npmjs: cannot connect to 127.0.0.1:%d: TLS: the server's certificate is"
                    .formatted(origin.port())
                + " for another name than 127.0.0.1");
    assertThat(origin.asked()).isEmpty();
  }

  @Test
  void unknownCertificateIsRefused() throws IOException {
    tested.close();
    tested = new ClientUnderTest(SETTINGS).at(origin.at("localhost"));

    var failed = (Failed) tested.get("a");

    assertThat(failed.kind()).isEqualTo(Kind.CONNECT);
    assertThat(failed.detail())
        .contains(": TLS: nobody that is trusted has signed", "\"public:npmjs\".ca-file");
    assertThat(origin.asked()).isEmpty();
  }

  @Test
  void certificateOfATrustedIssuerIsAccepted() throws IOException {
    var authority = TestAuthority.make();
    try (var issued = issuedBy(authority.server())) {
      tested.trusting(authority.certificate()).at(issued.at("localhost"));

      assertThat(tested.body(path("a"))).asString().isEqualTo("hello");
    }
  }

  @Test
  void trustThatChangesHoldsFromTheNextRequestOn() throws IOException {
    var authority = TestAuthority.make();
    try (var issued = issuedBy(authority.server())) {
      tested.at(issued.at("localhost"));
      assertThat(((Failed) tested.get("a")).kind()).isEqualTo(Kind.CONNECT);

      tested.trusting(authority.certificate()).at(issued.at("localhost"));
      assertThat(tested.body(path("a"))).asString().isEqualTo("hello");

      tested.trusting(TestAuthority.make().certificate()).at(issued.at("localhost"));
      assertThat(((Failed) tested.get("a")).kind())
          .as("a connection of the former trust is not used")
          .isEqualTo(Kind.CONNECT);
    }
  }

  @Test
  void expiredCertificateIsRefusedInPlainWords() throws IOException {
    var authority = TestAuthority.make();
    try (var issued = issuedBy(authority.expired())) {
      tested.trusting(authority.certificate()).at(issued.at("localhost"));

      assertThat(((Failed) tested.get("a")).detail())
          .endsWith("TLS: the server's certificate, or one that signed it, has expired");
    }
  }

  private static RawOrigin issuedBy(io.netty.pkitesting.X509Bundle identity) throws IOException {
    return RawOrigin.secure(TestAuthority.context(identity), call -> call.reply(200, "hello"));
  }

  @Test
  void serverThatSpeaksNoTlsCannotBeConnectedTo() throws IOException {
    try (var plain = RawOrigin.plain(call -> call.reply(200, "hello"))) {
      tested.at("https://localhost:" + plain.port() + "/");

      plain.answers(call -> call.reply(200, "hello"));
      assertThat(((Failed) tested.get("a")).kind()).isEqualTo(Kind.CONNECT);
    }
  }

  @Test
  void handshakeThatHangsIsLimitedByTheConnectTimeout() throws IOException {
    tested.close();
    tested =
        new ClientUnderTest(SettingsFor.timeouts(Duration.ofMillis(300), Duration.ofSeconds(5)));
    try (var silent = new ServerSocket(0, 10, NetUtil.LOCALHOST4)) {
      tested.at("https://localhost:" + silent.getLocalPort() + "/");

      assertThat(tested.get("a"))
          .isEqualTo(
              new Failed(
                  Kind.CONNECT,
                  "connection public:npmjs: no connection to localhost:%d within 300ms"
                      .formatted(silent.getLocalPort())));
    }
  }

  @Test
  void redirectFromHttpsToHttpIsRefused() {
    tested.at(origin.at("localhost"));
    origin.answers(
        call -> call.reply(302, "", "Location: http://localhost:" + origin.port() + "/"));

    assertThat(((Failed) tested.get("a")).kind()).isEqualTo(Kind.FORBIDDEN_ADDRESS);
  }

  private ClientUnderTest trusting(UpstreamSettings settings) throws GeneralSecurityException {
    var certificate = (X509Certificate) keys.getCertificate("origin");
    return new ClientUnderTest(settings).trusting(certificate);
  }

  private SSLContext serverContext() throws GeneralSecurityException {
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
