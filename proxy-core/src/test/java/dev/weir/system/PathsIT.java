package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Paths that another server may read another way get 400 with JSON and reach no origin. */
@LeaksCheckedAfterAll
class PathsIT {
  private static FixtureRegistry origin;
  private static WeirUnderTest weir;

  /** Where such a path may be tried: packuments, tarballs, the meta endpoints, the other APIs. */
  private static final List<String> BELOW =
      List.of(
          "/npm/local/dev/",
          "/npm/local/dev/pkg/",
          "/npm/local/dev/pkg/-/",
          "/npm/local/dev/@scope/",
          "/npm/local/dev/-/",
          "/npm/local/dev/-/package/pkg/dist-tags/",
          "/npm/local/",
          "/npm/",
          "/v1/",
          "/weir/v1/",
          "/");

  /** A path's part and a word of what is said about it. */
  private static final List<List<String>> PARTS =
      List.of(
          List.of("../x", "segment"),
          List.of("x/../../y", "segment"),
          List.of("..", "segment"),
          List.of("./x", "segment"),
          List.of("%2e%2e/x", "segment"),
          List.of("%2E%2e", "segment"),
          List.of(".%2e/x", "segment"),
          List.of("%2F%2Fx", "slash"),
          List.of("%2f..%2fx", "slash"),
          List.of("..%2fx", "slash"),
          List.of("%252f", "encoded twice"),
          List.of("x%252e%252e", "encoded twice"),
          List.of("%25", "encoded twice"),
          List.of("x%00", "control"),
          List.of("x%0d%0aHost:y", "control"),
          List.of("%1b", "control"),
          List.of("%7f", "control"),
          List.of("a\\b", "backslash"),
          List.of("a%5cb", "backslash"),
          List.of("%5C%5Cx", "backslash"),
          List.of("x//y", "empty segment"),
          List.of("/x", "empty segment"),
          List.of("x%", "percent"),
          List.of("x%4", "percent"),
          List.of("x%zz", "percent"),
          List.of("x".repeat(1_000), "longer than"));

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

  static Stream<Arguments> paths() {
    return BELOW.stream()
        .flatMap(below -> PARTS.stream().map(part -> path(below, part.get(0), part.get(1))));
  }

  private static Arguments path(String below, String part, String said) {
    return Arguments.of(below + part, said);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aPathThatCouldBeReadInTwoWaysIsRefused(String path, String said) throws IOException {
    origin.resetCounters();

    var error = refusal("GET", path);

    assertThat(error).startsWith("path: ").contains(said);
    assertThat(origin.totalRequests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "PUT", "DELETE", "POST"})
  void whateverTheMethodIs(String method) throws IOException {
    origin.resetCounters();
    try (var client = RawHttp.connect(weir.url())) {
      client.send(method + " /npm/local/dev/..%2f..%2fx HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

      assertThat(client.readHead().status()).isEqualTo(400);
    }
    assertThat(origin.totalRequests()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/npm/local/dev/.hidden",
        "/npm/local/dev/@/x",
        "/npm/local/dev/@scope",
        "/npm/local/dev/a%20b",
        "/npm/local/dev/a:b",
        "/npm/local/dev/a@b",
        "/npm/local/dev/pkg/1.0.0%20",
        "/npm/local/dev/pkg/-/a%22b.tgz",
        "/npm/local/dev/-/package/pkg/dist-tags/a%20b"
      })
  void whatIsNoNameNeverReachesTheOrigin(String path) throws IOException {
    origin.resetCounters();

    assertThat(refusal("GET", path)).contains("expected: ");
    assertThat(origin.totalRequests()).isZero();
  }

  @Test
  void aNameIsDecodedJustOnceAndReachesTheOriginInOneForm() throws IOException {
    origin.resetCounters();
    for (var form : List.of("@s%2fabsent", "@s%2Fabsent", "@s/absent", "%40s%2f%61bsent")) {
      try (var client = RawHttp.connect(weir.url())) {
        client.send("GET /npm/local/dev/" + form + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        assertThat(client.readHead().status()).isEqualTo(404);
      }
    }
    assertThat(origin.requests("/@s/absent")).isEqualTo(1);
    assertThat(origin.totalRequests()).isEqualTo(1);
  }

  /** The words of a 400 whose body is npm's JSON, or AWS's below /v1. */
  private static String refusal(String method, String path) throws IOException {
    try (var client = RawHttp.connect(weir.url())) {
      client.send(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      var head = client.readHead();
      var body = new String(client.readBody(head).bytes(), StandardCharsets.UTF_8);

      assertThat(head.status()).as(path + " " + body).isEqualTo(400);
      var json = JsonMapper.shared().readTree(body);
      assertThat(json.at("/message").asString()).isNotEmpty();
      if (path.startsWith("/v1/")) {
        assertThat(head.header("content-type")).contains("application/json");
        assertThat(json.at("/__type").asString()).isEqualTo("MalformedHttpRequestException");
        return json.at("/message").asString();
      }
      assertThat(head.header("content-type")).contains("application/json; charset=utf-8");
      return json.at("/error").asString();
    }
  }
}
