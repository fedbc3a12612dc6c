package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.daemon.StartException;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.Herd;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.TestAuthority;
import dev.weir.testing.TestProxy;
import dev.weir.testing.TlsFront;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An origin behind TLS with a certificate of a private authority, over HTTP/2 and by a proxy. */
@LeaksCheckedAfterAll
class SecureOriginIT {
  private static final String KEY = "external-connections.\"public:npmjs\".";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TestAuthority authority = TestAuthority.make();

  @TempDir Path folder;

  @Test
  void aHerdOfDifferentTarballsComesWholeOverHttp2() throws IOException {
    try (var registry = FixtureRegistry.start();
        var front = TlsFront.start(registry.url(), authority.server());
        var weir = weir(front.url(), Map.of(), "ca-file=" + caFile(authority));
        var herd = new Herd()) {
      var names = IntStream.range(0, 12).mapToObj(i -> "pack-" + i).toList();
      for (var name : names) {
        registry.add(FixturePackage.of(name).versions("1.0.0").tarballBytes(2_000_000));
        // Made now, so that the origin has only to send it.
        registry.tarball(name, "1.0.0");
      }

      var replies =
          herd.get(
              names.stream()
                  .map(name -> FixtureRegistry.tarballPath(name, "1.0.0").substring(1))
                  .map(weir::uri)
                  .toList());

      assertThat(replies).hasSize(12).allMatch(reply -> reply.is(200));
      assertThat(front.versions()).hasSize(24).containsOnly("HTTP/2.0");
      assertThat(weir.metric("weir_integrity_failures_total")).isZero();
      assertThat(weir.metric("weir_upstream_bytes_total")).isGreaterThan(24_000_000);
    }
  }

  @Test
  void anIssuerThatNobodyTrustsIsNamedWithItsRemedyAndTrustedWhenTheFileChanges()
      throws IOException {
    var file = Files.writeString(folder.resolve("ca.pem"), TestAuthority.make().pem());
    try (var registry = FixtureRegistry.start();
        var front = TlsFront.start(registry.url(), authority.server());
        var weir = weir(front.url(), Map.of(), "ca-file=" + file)) {
      registry.add(FixturePackage.of("a").versions("1.0.0"));
      var refused = weir.get("a");
      assertThat(refused.statusCode()).isEqualTo(502);
      assertThat(refused.body()).contains("public:npmjs", "nobody that is trusted", "ca-file");

      Files.writeString(file, "not a certificate");
      await().pollDelay(Duration.ofMillis(400)).until(() -> true);
      Files.writeString(file, authority.pem());

      await().atMost(LIMIT).until(() -> weir.get("a").statusCode() == 200);
    }
  }

  @Test
  void aFileWithoutCertificatesStopsTheStart() throws IOException {
    var file = Files.writeString(folder.resolve("ca.pem"), "hello");
    var url = "https://localhost:1/";

    assertThatThrownBy(() -> weir(url, Map.of(), "ca-file=" + file))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("ca-file")
        .hasMessageContaining("certificates in PEM");
    assertThatThrownBy(() -> weir(url, Map.of(), "ca-file=" + folder.resolve("missing")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("ca-file")
        .hasMessageContaining("a file that can be read");
  }

  @Test
  void theOriginIsAskedThroughTheProxyOfTheEnvironment() throws IOException {
    try (var registry = FixtureRegistry.start();
        var front = TlsFront.start(registry.url(), authority.server("registry.example"));
        var proxy = TestProxy.start().wants("Basic dXNlcjpwYXNz");
        var weir =
            weir(
                front.at("registry.example"),
                Map.of("HTTPS_PROXY", "http://user:pass@127.0.0.1:" + proxy.port()),
                "ca-file=" + caFile(authority))) {
      registry.add(FixturePackage.of("a").versions("1.0.0"));
      var tarball = FixtureRegistry.tarballPath("a", "1.0.0").substring(1);

      assertThat(weir.get("a").statusCode()).isEqualTo(200);
      assertThat(weir.bytes(tarball).body()).isEqualTo(registry.tarball("a", "1.0.0").bytes());

      var port = URI.create(front.url()).getPort();
      assertThat(proxy.asked())
          .containsOnly("CONNECT registry.example:%d HTTP/1.1".formatted(port));
    }
  }

  @Test
  void aProxyThatRefusesIsABadGatewayThatNamesItsVariable() {
    try (var proxy = TestProxy.start().wants("Basic dXNlcjpwYXNz");
        var weir = weir("https://registry.example/", Map.of("HTTPS_PROXY", proxy.url()))) {
      var reply = weir.get("a");

      assertThat(reply.statusCode()).isEqualTo(502);
      assertThat(reply.body()).contains("HTTPS_PROXY", "407").doesNotContain("token-env");
    }
  }

  @Test
  void aProxyThatCannotBeUsedStopsTheStartWithoutItsPassword() {
    assertThatThrownBy(
            () ->
                weir(
                    "https://registry.example/",
                    Map.of("HTTPS_PROXY", "socks5://user:s3cret@proxy.example:1080"),
                    "allow-private=false"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("HTTPS_PROXY")
        .hasMessageNotContaining("s3cret");
  }

  private String caFile(TestAuthority trusted) throws IOException {
    return Files.writeString(folder.resolve("ca.pem"), trusted.pem()).toString();
  }

  private static WeirUnderTest weir(
      String url, Map<String, String> environment, String... ofTheConnection) {
    // On a busy machine a cold origin's first answers take their time.
    var all =
        new ArrayList<>(
            List.of(
                "upstream.file-check=100ms",
                "upstream.connect-timeout=30s",
                "upstream.first-byte-timeout=60s",
                "upstream.head-deadline=60s"));
    Arrays.stream(ofTheConnection).forEach(setting -> all.add(KEY + setting));
    all.add(KEY + "url=" + url);
    return WeirUnderTest.with(InstantSource.system(), all, environment);
  }
}
