package dev.weir.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {
  private static final String WEIR = "http://weir.example/npm/";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://proxy.example:8080",
        "proxy.example:8080",
        "http://u:p@proxy.example:8080/"
      })
  void proxyIsTakenFromTheVariableOfTheScheme(String value) {
    var proxies = Map.of("HTTP_PROXY", value, "https_proxy", "other.example");

    assertThat(proxy(proxies, WEIR)).isEqualTo("proxy.example:8080");
    assertThat(proxy(proxies, "https://weir.example/")).isEqualTo("other.example:80");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "weir.example",
        "a.example, WEIR.example",
        ".example",
        "*.example",
        "example"
      })
  void exceptionsAreNotAskedThroughIt(String exceptions) {
    var proxies = Map.of("http_proxy", "proxy.example:8080", "NO_PROXY", exceptions);

    assertThat(proxy(proxies, WEIR)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", "eir.example", "a.weir.example"})
  void otherExceptionsDoNotMatter(String exceptions) {
    var proxies = Map.of("http_proxy", "proxy.example:8080", "no_proxy", exceptions);

    assertThat(proxy(proxies, WEIR)).isEqualTo("proxy.example:8080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9347/", "http://localhost/", "http://[::1]:1/"})
  void noneLeadsToThisMachine(String address) {
    assertThat(proxy(Map.of("http_proxy", "proxy.example:8080"), address)).isEmpty();
  }

  @Test
  void whatIsNoAddressIsNone() {
    assertThat(proxy(Map.of("http_proxy", "a b"), WEIR)).isEmpty();
    assertThat(proxy(Map.of(), WEIR)).isEmpty();
  }

  /** Host and port of the proxy; empty if there is none. */
  private static String proxy(Map<String, String> environment, String address) {
    var proxy = new EnvironmentProxies(surroundings(environment)).select(URI.create(address));
    assertThat(proxy).hasSize(1);
    if (proxy.get(0).equals(Proxy.NO_PROXY)) {
      return "";
    }
    var socket = (InetSocketAddress) proxy.get(0).address();
    return socket.getHostString() + ":" + socket.getPort();
  }

  private static Surroundings surroundings(Map<String, String> environment) {
    return new Surroundings(
        new PrintWriter(new StringWriter()),
        new PrintWriter(new StringWriter()),
        environment,
        Path.of("home"),
        Path.of("here"),
        false,
        InstantSource.fixed(Instant.EPOCH),
        ZoneOffset.UTC,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }
}
