package dev.weir.http;

import static dev.weir.http.HttpSettingsBuilder.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.config.HttpSettings;
import dev.weir.config.WeirSettings;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
  private static final BaseUrls URLS =
      baseUrls(
          Optional.empty(),
          settings()
              .hosts("Npm.Example.org", "npm")
              .trustedProxies("10.0.0.0/8", "192.0.2.7", "2001:db8::/32")
              .build());

  private static final InetSocketAddress PROXY = peer("10.1.2.3");
  private static final InetSocketAddress STRANGER = peer("192.0.2.8");

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:9347,        http://127.0.0.1:9347",
    "127.0.0.1,             http://127.0.0.1",
    "127.0.0.1:80,          http://127.0.0.1",
    "127.0.0.1:443,         http://127.0.0.1:443",
    "192.168.0.1:9347,      http://192.168.0.1:9347",
    "[::1]:9347,            http://[::1]:9347",
    "[::1],                 http://[::1]",
    "[2001:DB8::1]:80,      http://[2001:db8::1]",
    "[::ffff:127.0.0.1]:1,  http://[::ffff:127.0.0.1]:1",
    "localhost:9347,        http://localhost:9347",
    "LOCALHOST:9347,        http://localhost:9347",
    "buildbox:9347,         http://buildbox:9347",
    "npm.example.ORG:9347,  http://npm.example.org:9347",
    "npm,                   http://npm",
  })
  void hostThatIsOursIsTheBase(String host, String base) {
    assertThat(ofHost(host)).isEqualTo(new BaseUrl.Known(base));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "xlocalhost",
        "localhost.",
        "example.org",
        "127.0.0.1.evil.example",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "::1",
        "[::1",
        "[::1]x",
        "[fe80::1%eth0]",
        "[[::1]]",
        "[localhost]",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:99999999999",
        "localhost:80:80",
        "localhost:8o",
        "localhost:-1",
        "user@localhost",
        "localhost@evil.example",
        "localhost, evil.example",
        "localhost evil",
        "localhost/evil",
        "localhost\\evil",
        "localhost#",
        "localhost?",
        "http://localhost",
        "loc%61lhost",
        "ｌocalhost",
        ":9347",
        ""
      })
  void hostThatIsNotOursIsMisdirected(String host) {
    assertThat(ofHost(host)).isEqualTo(new BaseUrl.Misdirected(host));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        // proto | host | prefix | base
        "https | npm.corp.example      | -      | https://npm.corp.example",
        "https | npm.corp.example:443  | -      | https://npm.corp.example",
        "https | npm.corp.example:8443 | -      | https://npm.corp.example:8443",
        "HTTPS | NPM.corp.example      | /Npm/  | https://npm.corp.example/Npm",
        "http  | npm.corp.example:80   | /a/b-c | http://npm.corp.example/a/b-c",
        "https | -                     | -      | https://127.0.0.1:9347",
        "-     | npm.corp.example      | /      | http://npm.corp.example",
        "-     | -                     | /npm   | http://127.0.0.1:9347/npm",
        "http, https | evil, npm.corp.example | - | https://npm.corp.example",
        "-     | -                     | -      | http://127.0.0.1:9347",
      })
  void trustedProxyIsBelieved(String proto, String host, String prefix, String base) {
    assertThat(forwarded(PROXY, proto, host, prefix)).isEqualTo(new BaseUrl.Known(base));
    assertThat(forwarded(peer("192.0.2.7"), proto, host, prefix))
        .isEqualTo(new BaseUrl.Known(base));
    assertThat(forwarded(peer("2001:db8::99"), proto, host, prefix))
        .isEqualTo(new BaseUrl.Known(base));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "ftp        | npm.corp.example      | -",
        "javascript | -                     | -",
        "https      | user@npm.corp.example | -",
        "https      | npm.corp.example/x    | -",
        "https      | npm corp              | -",
        "https      | ''                    | -",
        "https      | npm.corp.example      | npm",
        "https      | npm.corp.example      | //evil.example",
        "https      | npm.corp.example      | /a/../b",
        "https      | npm.corp.example      | /a?b",
        "https      | npm.corp.example      | /a\"b",
      })
  void nonsenseOfATrustedProxyIsMisdirected(String proto, String host, String prefix) {
    assertThat(forwarded(PROXY, proto, host, prefix)).isInstanceOf(BaseUrl.Misdirected.class);
  }

  @Test
  void strangersAreNotBelieved() {
    assertThat(forwarded(STRANGER, "https", "npm.corp.example", "/npm"))
        .isEqualTo(new BaseUrl.Known("http://127.0.0.1:9347"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://npm.example.org,       https://npm.example.org",
    "https://npm.example.org/,      https://npm.example.org",
    "HTTPS://NPM.example.org:443/,  https://npm.example.org",
    "http://npm.example.org:80/a/,  http://npm.example.org/a",
    "http://10.0.0.1:9347/a/B,      http://10.0.0.1:9347/a/B",
  })
  void publicUrlStandsAboveEverything(String configured, String base) {
    var urls = baseUrls(Optional.of(configured), settings().trustedProxies("10.0.0.0/8").build());

    assertThat(urls.of(request(STRANGER, "evil.example"))).isEqualTo(new BaseUrl.Known(base));
    assertThat(urls.of(request(PROXY, "localhost"))).isEqualTo(new BaseUrl.Known(base));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm.example.org",
        "ftp://npm.example.org",
        "https://",
        "https:///a",
        "https://user@npm.example.org",
        "https://npm.example.org?a",
        "https://npm.example.org#a",
        "https://npm.example.org:0",
        "https://npm example.org",
      })
  void publicUrlThatIsNoneIsRefusedByName(String configured) {
    assertThatThrownBy(() -> baseUrls(Optional.of(configured), HttpSettings.DEFAULTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("public-url: ")
        .hasMessageContaining("npm.example.org".equals(configured) ? configured : "expected");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8", "", "::1/129"})
  void proxyThatIsNoAddressIsRefusedByName(String proxy) {
    assertThatThrownBy(() -> baseUrls(Optional.empty(), settings().trustedProxies(proxy).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("http.trusted-proxies: " + proxy);
  }

  @Test
  void equalBasesAreTheSameString() {
    var urls = baseUrls(Optional.empty(), HttpSettings.DEFAULTS);
    var first = known(urls, "localhost:9347");

    assertThat(known(urls, "localhost:9347")).isSameAs(first);
    assertThat(known(urls, "LOCALHOST:9347")).isSameAs(first);
    assertThat(known(urls, "127.0.0.1:9347")).isNotSameAs(first);
  }

  @Test
  void manyHostsPushOutTheOldestAndNoMoreAreRemembered() {
    var urls = baseUrls(Optional.empty(), HttpSettings.DEFAULTS);
    var first = known(urls, "localhost:9347");
    for (int i = 1; i < HttpSettings.DEFAULTS.maxBaseUrls(); i++) {
      known(urls, "10.0.0." + i);
    }
    assertThat(known(urls, "localhost:9347")).isSameAs(first);

    known(urls, "10.0.1.1");

    assertThat(known(urls, "localhost:9347")).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void misdirectedRequestIs421InJson() {
    var urls = baseUrls(Optional.empty(), HttpSettings.DEFAULTS);
    Handler handler = request -> TestReplies.ok("served");
    try (var server = TestServer.start(handler.behind(urls));
        var client = server.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      var refused = client.reply();

      assertThat(refused.status()).isEqualTo(421);
      assertThat(refused.text()).startsWith("{\"error\":").contains("evil.example", "http.hosts");
      assertThat(client.get("/").reply().text()).isEqualTo("served");
    }
  }

  @Test
  void machineIsKnownByItsShortNameToo() {
    assertThat(MachineName.withShortForm("Build.Example.org"))
        .containsExactlyInAnyOrder("build.example.org", "build");
    assertThat(MachineName.withShortForm("build")).containsExactly("build");
    assertThat(MachineName.withShortForm("10.0.0.1")).containsExactly("10.0.0.1");
    assertThat(MachineName.lookUp()).allSatisfy(name -> assertThat(name).isLowerCase());
  }

  private static InetSocketAddress peer(String address) {
    return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), 50000);
  }

  private static BaseUrl ofHost(String host) {
    return URLS.of(request(STRANGER, host));
  }

  private static String known(BaseUrls urls, String host) {
    return ((BaseUrl.Known) urls.of(request(STRANGER, host))).base();
  }

  private static BaseUrl forwarded(
      InetSocketAddress remote, String proto, String host, String prefix) {
    var request = request(remote, "127.0.0.1:9347");
    add(request, "X-Forwarded-Proto", proto);
    add(request, "X-Forwarded-Host", host);
    add(request, "X-Forwarded-Prefix", prefix);
    return URLS.of(request);
  }

  private static void add(
      Request request, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null) {
      request.headers().add(name, value);
    }
  }

  private static Request request(InetSocketAddress remote, String host) {
    // Not checked, as hosts that no decoder would let through are to be judged too.
    var headers = DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    headers.set("Host", host);
    return Requests.of(HttpMethod.GET, "/", headers, remote);
  }

  private static BaseUrls baseUrls(Optional<String> publicUrl, HttpSettings http) {
    var all = WeirSettings.DEFAULTS;
    var settings =
        new WeirSettings(
            all.bind(),
            all.port(),
            all.data(),
            publicUrl,
            all.offline(),
            all.privateScopes(),
            all.accountId(),
            all.region(),
            all.auth(),
            http,
            all.upstream(),
            all.packument(),
            all.tarball(),
            all.search(),
            all.answer(),
            all.quota(),
            all.packages(),
            all.publish(),
            all.storage(),
            all.memory(),
            all.cpu(),
            all.accessLog(),
            all.auditLog(),
            all.warmUp(),
            all.shutdown(),
            all.externalConnections(),
            all.bootstrap());
    return new BaseUrls(BaseUrlRules.of(settings, List.of("BuildBox")), http.maxBaseUrls());
  }
}
