package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRulesTest {
  private static final String PROXY = "http://proxy.example:3128";

  @Test
  void withoutVariablesThereIsNoProxy() {
    assertThat(proxyOf(Map.of(), "https://registry.example/")).isEmpty();
    assertThat(ProxyRules.NONE.of(WebAddress.parse("https://registry.example/"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY, https://registry.example/, HTTPS_PROXY",
    "https_proxy, https://registry.example/, https_proxy",
    "HTTP_PROXY, http://registry.example/, HTTP_PROXY",
    "http_proxy, http://registry.example/, http_proxy",
    "ALL_PROXY, https://registry.example/, ALL_PROXY",
    "all_proxy, http://registry.example/, all_proxy",
    "HTTP_PROXY, https://registry.example/,",
    "HTTPS_PROXY, http://registry.example/,"
  })
  void eachSchemeHasItsVariable(String variable, String address, String expected) {
    assertThat(proxyOf(Map.of(variable, PROXY), address).map(Proxy::variable))
        .isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void lowerCaseWinsAndTheSchemesOwnBeforeAll() {
    var environment =
        Map.of(
            "https_proxy", "http://lower:1",
            "HTTPS_PROXY", "http://upper:2",
            "HTTP_PROXY", "http://plain:3",
            "all_proxy", "http://all:4");

    assertThat(proxyOf(environment, "https://registry.example/").orElseThrow().host())
        .isEqualTo("lower");
    assertThat(proxyOf(environment, "http://registry.example/").orElseThrow().host())
        .isEqualTo("plain");
  }

  @Test
  void aVariableSetToNothingMeansNoProxy() {
    var environment = Map.of("https_proxy", "", "HTTPS_PROXY", PROXY, "ALL_PROXY", PROXY);

    assertThat(proxyOf(environment, "https://registry.example/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://proxy.example:3128, proxy.example, 3128",
    "http://proxy.example:3128/, proxy.example, 3128",
    "proxy.example:3128, proxy.example, 3128",
    "http://proxy.example, proxy.example, 80",
    "HTTP://10.0.0.1:8080, 10.0.0.1, 8080",
    "http://[fd00::1]:8080, fd00::1, 8080",
    "'  http://proxy.example:1  ', proxy.example, 1"
  })
  void anAddressHasAHostAndAPort(String value, String host, int port) {
    var proxy = proxyOf(Map.of("HTTPS_PROXY", value), "https://registry.example/").orElseThrow();

    assertThat(proxy.host()).isEqualTo(host);
    assertThat(proxy.port()).isEqualTo(port);
    assertThat(proxy.login()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "user:pass, Basic dXNlcjpwYXNz",
    "user, Basic dXNlcjo=",
    "us%40er:p%3Aa%25+s, Basic dXNAZXI6cDphJStz"
  })
  void aLoginStandsInTheAddressAndIsNeverShown(String login, String header) {
    var environment = Map.of("HTTPS_PROXY", "http://" + login + "@proxy.example:3128");

    var proxy = proxyOf(environment, "https://registry.example/").orElseThrow();

    assertThat(proxy.login().orElseThrow().header()).isEqualTo(header);
    assertThat(proxy + " " + proxy.login()).doesNotContain("pass", "p:a", login);
    assertThat(proxy).hasToString("the proxy proxy.example:3128 (HTTPS_PROXY)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:s3cret@proxy.example",
        "socks5://user:s3cret@proxy.example:1080",
        "http://user:s3cret@",
        "http://user:s3cret@proxy example",
        "http://user:s3cret@proxy.example:0",
        "http://user:s3cret@proxy.example:65536",
        "http://user:s3cret@proxy.example:port",
        "http://user:s3%ret@proxy.example:1"
      })
  void aBadAddressNamesItsVariableAndNotItsPassword(String value) {
    assertThatThrownBy(() -> ProxyRules.of(Map.of("HTTPS_PROXY", value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("HTTPS_PROXY: ")
        .hasMessageContaining("http://host:port")
        .hasMessageNotContainingAny("s3cret", "s3%ret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/",
        "https://localhost./",
        "https://a.localhost/",
        "https://127.0.0.1:8443/",
        "https://127.9.9.9/",
        "https://[::1]/"
      })
  void loopbackIsAskedDirectly(String address) {
    assertThat(proxyOf(Map.of("HTTPS_PROXY", PROXY), address)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                     | registry.example      | true",
        "registry.example      | registry.example      | true",
        "REGISTRY.Example      | registry.example      | true",
        "registry.example      | a.registry.example    | true",
        "registry.example      | myregistry.example    | false",
        ".registry.example     | a.registry.example    | true",
        ".registry.example     | registry.example      | false",
        "*.registry.example    | a.registry.example    | true",
        "*.registry.example    | registry.example      | false",
        "other, registry.example | registry.example    | true",
        "other registry.example | registry.example     | true",
        "other,,               | registry.example      | false",
        "registry.example:443  | registry.example      | true",
        "registry.example:8443 | registry.example      | false",
        "registry.example:8443 | registry.example:8443 | true",
        "registry.example:x    | registry.example      | false",
        "10.1.2.3              | 10.1.2.3              | true",
        "10.1.2.3              | 10.1.2.30             | false",
        "10.1.2.3:443          | 10.1.2.3              | true",
        "10.1.2.3:1            | 10.1.2.3              | false",
        "10.0.0.0/8            | 10.200.2.3            | true",
        "10.0.0.0/8            | 11.0.0.1              | false",
        "10.1.2.128/25         | 10.1.2.127            | false",
        "10.1.2.128/25         | 10.1.2.129            | true",
        "0.0.0.0/0             | 10.1.2.3              | true",
        "0.0.0.0/0             | registry.example      | false",
        "10.0.0.0/33           | 10.0.0.0              | false",
        "10.0.0.0/             | 10.0.0.0              | false",
        "fd00::/8              | [fd12::1]             | true",
        "fd00::/8              | [fe80::1]             | false",
        "fd00::1               | [fd00:0::1]           | true",
        "[fd00::1]:443         | [fd00::1]             | true",
        "[fd00::1]:444         | [fd00::1]             | false",
        "2.3                   | 10.1.2.3              | false"
      })
  void whatNoProxyListsIsAskedDirectly(String noProxy, String host, boolean direct) {
    var environment = new HashMap<>(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy));

    assertThat(proxyOf(environment, "https://" + host + "/").isEmpty()).isEqualTo(direct);

    environment.put("no_proxy", "nothing.example");
    assertThat(proxyOf(environment, "https://" + host + "/")).as("lower case wins").isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "169.254.169.254, true",
    "93.184.216.34, false",
    "[fd00::1], true",
    "[::ffff:10.0.0.1], true",
    "[2606:4700::1], false",
    "registry.example, false",
    "registry.example., false",
    "127.1, true",
    "2130706433, true",
    "0x7f000001, true",
    "0x7f.1, true",
    "a.0x7f, true",
    "1e100.net, false",
    "5.example, false"
  })
  void literalsAreJudgedWithoutDns(String host, boolean maybe) {
    assertThat(ProxyRules.mayBePrivate(host)).isEqualTo(maybe);
  }

  private static Optional<Proxy> proxyOf(Map<String, String> environment, String address) {
    return ProxyRules.of(environment).of(WebAddress.parse(address));
  }
}
