package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whom the daemon answers: a name that is not its own, and another site's page, get nothing. */
@LeaksCheckedAfterAll
class HostsIT {
  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    weir = WeirUnderTest.of(origin, "http.hosts=weir.example");
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:9347",
        // DNS rebinding: names that resolve to this machine
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "weir.example.evil.example",
        "evilweir.example",
        "localhost.",
        "127.0.0.1.",
        "user@127.0.0.1",
        "127.0.0.1@evil.example",
        "127.0.0.1:9347@evil.example",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:65536",
        "127.0.0.1:9347:9347",
        "127.0.0.1:-1",
        "127.0.0.1:x",
        "127.0.0.1/x",
        "127.0.0.1, evil.example",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "[::1",
        "::1",
        "[::1]x",
        "[::1%25lo]",
        "[evil.example]",
        "*",
        "",
        "."
      })
  void aForeignHostIsMisdirectedAndReachesNoOrigin(String host) throws IOException {
    origin.resetCounters();
    for (var path : new String[] {"/npm/local/dev/absent", "/v1/domains", "/metrics", "/"}) {
      try (var client = RawHttp.connect(weir.url())) {
        client.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        var head = client.readHead();

        assertThat(head.status()).as(path).isEqualTo(421);
        var body = new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);
        var json = JsonMapper.shared().readTree(body);
        assertThat(json.at("/message").asString()).isNotEmpty();
        // Clients of AWS read the name of an error, those of npm its words.
        assertThat(json.at(path.startsWith("/v1/") ? "/__type" : "/error").asString()).isNotEmpty();
      }
    }
    assertThat(origin.totalRequests()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, http://127.0.0.1/",
    "127.0.0.1:80, http://127.0.0.1/",
    "127.0.0.1:9347, http://127.0.0.1:9347/",
    "LOCALHOST:1, http://localhost:1/",
    "[::1]:9347, http://[::1]:9347/",
    "[::1], http://[::1]/",
    "weir.example, http://weir.example/",
    "Weir.Example:8080, http://weir.example:8080/"
  })
  void aHostOfOursIsInTheTarballsAddress(String host, String base) throws IOException {
    try (var client = RawHttp.connect(weir.url())) {
      client.send("GET /npm/local/dev/pkg HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      var head = client.readHead();
      var body = new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);

      assertThat(head.status()).isEqualTo(200);
      assertThat(body).contains("\"" + base + "npm/local/dev/pkg/-/pkg-1.0.0.tgz\"");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PUT    | /npm/local/dev/pkg       | Origin: http://evil.example      | 403
          PUT    | /npm/local/dev/pkg       | Origin: null                     | 403
          PUT    | /npm/local/dev/pkg       | Origin: http://127.0.0.1.evil.ex | 403
          PUT    | /npm/local/dev/pkg       | Origin: https://127.0.0.1        | 403
          PUT    | /npm/local/dev/pkg       | Origin: http://127.0.0.1:1       | 403
          DELETE | /npm/local/dev/pkg/-rev/1 | Sec-Fetch-Site: cross-site      | 403
          POST   | /npm/local/dev/-/x       | Sec-Fetch-Site: CROSS-SITE       | 403
          GET    | /v1/domains              | Sec-Fetch-Site: cross-site       | 403
          GET    | /v1/domains              | Origin: http://evil.example      | 403
          POST   | /weir/v1/x               | Origin: http://evil.example      | 403
          GET    | /weir/v1/x               | Sec-Fetch-Site: cross-site       | 403
          PUT    | /npm/local/dev/pkg       | Origin: http://127.0.0.1         | 400
          PUT    | /npm/local/dev/pkg       | Sec-Fetch-Site: same-origin      | 400
          GET    | /npm/local/dev/pkg       | Origin: http://evil.example      | 200
          """)
  void anotherSitesPageMayNotWriteNorSeeTheOtherApis(
      String method, String path, String header, int status) throws IOException {
    try (var client = RawHttp.connect(weir.url())) {
      client.send(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\n");

      var head = client.readHead();
      assertThat(head.status()).isEqualTo(status);
      // Nor may it read what it is served: no permission is ever given (CORS).
      assertThat(head.header("access-control-allow-origin")).isEmpty();
    }
  }
}
