package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Every error is JSON with {@code error} and {@code message}, and reaches no origin. */
@LeaksCheckedAfterAll
class ErrorsIT {
  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 404",
    "/nothing/here, 404",
    "/npm, 404",
    "/npm/, 404",
    "/npm/local, 404",
    "/npm/no-such-domain/dev/lodash, 404",
    "/npm/local/no-such-repo/lodash, 404",
    "/npm/local/dev/-/no/such/meta, 404",
    "/npm/local/dev/-/whoami, 401",
    "/npm/local/dev/a/b/c/d, 404",
    "/npm/local/dev/..%2f..%2fetc, 400",
    "/npm/local/dev/%252e%252e, 400",
    "/npm/local/dev/%00, 400",
    "/npm/local/dev/a%5cb, 400",
    "/npm/local/dev/%zz, 400",
    "/npm/local/dev/@/x, 400",
    "/v2/domains, 404",
    "/health/nothing, 404"
  })
  void everyErrorIsJsonAndReachesNoOrigin(String path, int status) throws IOException {
    origin.resetCounters();
    try (var client = RawHttp.connect(weir.url())) {
      client.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      var head = client.readHead();
      var body = new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);

      assertThat(head.status()).as(body).isEqualTo(status);
      assertThat(head.header("content-type")).contains("application/json; charset=utf-8");
      var json = JsonMapper.shared().readTree(body);
      assertThat(json.at("/error").asString()).isNotEmpty();
      assertThat(json.at("/message").asString()).isNotEmpty();
    }
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void writesAreRefusedWithoutReachingTheOrigin() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    origin.resetCounters();
    var put =
        HttpRequest.newBuilder(weir.uri("pkg"))
            .PUT(HttpRequest.BodyPublishers.ofString("{}"))
            .build();

    var reply = weir.send(put, HttpResponse.BodyHandlers.ofString());

    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("\"error\"", "\"message\"");
    var delete = HttpRequest.newBuilder(weir.uri("pkg")).DELETE().build();
    var refused = weir.send(delete, HttpResponse.BodyHandlers.ofString());
    assertThat(refused.statusCode()).isEqualTo(405);
    assertThat(refused.headers().firstValue("allow")).contains("GET, HEAD, PUT");
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void aForeignHostIsMisdirected() throws IOException {
    try (var client = RawHttp.connect(weir.url())) {
      client.send("GET /npm/local/dev/pkg HTTP/1.1\r\nHost: evil.example\r\n\r\n");

      assertThat(client.readHead().status()).isEqualTo(421);
    }
  }

  @Test
  void theHealthPagesAnswer() {
    assertThat(weir.getUrl(weir.url() + "health/live").statusCode()).isEqualTo(200);
    assertThat(weir.getUrl(weir.url() + "health/ready").body()).contains("\"ready\"");
    assertThat(URI.create(weir.url()).getPort()).isPositive();
  }
}
