package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.RawHttp;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The control plane's requests and answers byte by byte, as no SDK would show them. */
@LeaksCheckedAfterAll
class ControlWireIT {
  private static final String FIELD = "FIELD_VALIDATION_FAILED";
  private static final String PARSE = "CANNOT_PARSE";

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static Wire wire;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin, "http.hosts=weir.example");
    wire = new Wire(weir.url());
    for (var domain : new String[] {"wire-a", "wire-b", "wire-c"}) {
      assertThat(wire.json("POST", "/v1/domain?domain=" + domain, "{}").status()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void anAnswerIsJsonWithALengthAndAnId() {
    var answer = wire.bare("GET", "/v1/domain?domain=wire-a");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(answer.header("content-length")).isEqualTo("" + answer.text().length());
    assertThat(answer.header("content-encoding")).isEmpty();
    assertThat(UUID.fromString(answer.header("x-amzn-requestid")).version()).isEqualTo(4);
    assertThat(answer.json().at("/domain/name").asString()).isEqualTo("wire-a");
  }

  @Test
  void timesAreSecondsSince1970AsANumber() {
    assertThat(wire.bare("GET", "/v1/domain?domain=wire-a").text())
        .containsPattern("\"createdTime\":1[0-9]{9}(\\.[0-9]{1,3})?,");
  }

  @Test
  void aMemberWithoutAValueIsAbsent() {
    wire.json("POST", "/v1/repository?domain=wire-a&repository=plain", "{}");

    var repository =
        wire.bare("GET", "/v1/repository?domain=wire-a&repository=plain").json().at("/repository");
    assertThat(repository.has("description")).isFalse();
    assertThat(repository.at("/upstreams").isArray()).isTrue();
    assertThat(repository.at("/externalConnections").isArray()).isTrue();
    assertThat(wire.json("POST", "/v1/domains", "{}").json().has("nextToken")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1, 404, UnknownOperationException",
    "GET, /v1/, 404, UnknownOperationException",
    "GET, /v1/no/such/thing, 404, UnknownOperationException",
    "POST, /v1/domain/, 404, UnknownOperationException",
    "GET, /v1/Domain, 404, UnknownOperationException",
    "GET, /v1/domain%3Fdomain=a, 404, UnknownOperationException",
    "GET, /v1/../v1/domain, 400, MalformedHttpRequestException",
    "GET, /v1/%zz, 400, MalformedHttpRequestException",
    "GET, /v1/%00, 400, MalformedHttpRequestException",
    "GET, /v1/domains, 405, UnknownOperationException",
    "PATCH, /v1/domain, 405, UnknownOperationException",
    "OPTIONS, /v1/domain, 405, UnknownOperationException",
    "PUT, /v1/tag, 405, UnknownOperationException",
    "HEAD, /v1/tags, 405, UnknownOperationException"
  })
  void whatIsNoOperationIsToldInTheFormOfErrors(
      String method, String target, int status, String type) {
    var answer = wire.bare(method, target);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("x-amzn-ErrorType")).isEqualTo(type);
    assertThat(answer.header("content-type")).isEqualTo("application/json");
    assertThat(UUID.fromString(answer.header("x-amzn-RequestId"))).isNotNull();
    if (!method.equals("HEAD")) {
      assertThat(answer.error()).isEqualTo(type);
      assertThat(answer.message()).isNotBlank();
    }
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    assertThat(wire.bare("PATCH", "/v1/domain").header("allow").split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD", "POST", "DELETE");
  }

  @Test
  void headIsGetWithoutTheBody() {
    var get = wire.bare("GET", "/v1/domain?domain=wire-a");
    var head = wire.bare("HEAD", "/v1/domain?domain=wire-a");
    var missing = wire.bare("HEAD", "/v1/domain?domain=no-such");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("x-amzn-ErrorType")).isEqualTo("ResourceNotFoundException");
  }

  @Test
  void aConnectionGoesOnAfterHeadAndAfterErrors() throws IOException {
    try (var connection = RawHttp.connect(weir.url())) {
      for (int i = 0; i < 3; i++) {
        connection.request("HEAD", "/v1/domain?domain=wire-a");
        assertThat(connection.readHead().status()).isEqualTo(200);
        connection.request("GET", "/v1/domain?domain=My_Bad");
        var refused = connection.readHead();
        assertThat(refused.status()).isEqualTo(400);
        connection.readBody(refused);
        connection.request("POST", "/v1/domains", "Content-Length: 0");
        var listed = connection.readHead();
        assertThat(listed.status()).isEqualTo(200);
        connection.readBody(listed);
      }
    }
  }

  @Test
  void everyAnswerHasAnotherId() {
    var ids = new HashSet<String>();
    for (var target :
        new String[] {
          "/v1/domain?domain=wire-a", "/v1/domain", "/v1/x", "/v1/domains", "/v1/%zz"
        }) {
      ids.add(wire.bare("GET", target).header("x-amzn-RequestId"));
      ids.add(wire.bare("GET", target).header("x-amzn-RequestId"));
    }

    assertThat(ids).hasSize(10).doesNotContain("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/authorization-token?domain=wire-a",
        "/v1/domain/repositories?domain=wire-a",
        "/v1/repositories",
        "/v1/domains"
      })
  void aPostWithoutLengthHasAnEmptyBody(String target) {
    assertThat(wire.bare("POST", target).status()).isEqualTo(200);
    assertThat(wire.bare("POST", target, "Content-Length: 0").status()).isEqualTo(200);
    assertThat(wire.ask("POST", target, "", "Content-Type: application/json").status())
        .isEqualTo(200);
    assertThat(
            wire.send(
                    "POST "
                        + target
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                .status())
        .isEqualTo(200);
  }

  @Test
  void noBodyAnEmptyObjectAndNullsAreTheSame() {
    assertThat(wire.bare("POST", "/v1/domain?domain=wire-d").status()).isEqualTo(200);
    assertThat(wire.json("POST", "/v1/domain?domain=wire-e", "{}").status()).isEqualTo(200);
    assertThat(
            wire.json("POST", "/v1/domain?domain=wire-f", "{\"tags\":null,\"encryptionKey\":null}")
                .status())
        .isEqualTo(200);
    var repository = "/v1/repository?domain=wire-d&repository=repo";
    assertThat(wire.json("POST", repository, "{\"description\":null,\"upstreams\":null}").status())
        .isEqualTo(200);
    wire.json("PUT", repository, "{\"description\":\"kept\"}");

    var kept = wire.json("PUT", repository, "{\"description\":null,\"upstreams\":null}");

    assertThat(kept.json().at("/repository/description").asString()).isEqualTo("kept");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, 415",
    "application/x-www-form-urlencoded, 415",
    "multipart/form-data; boundary=x, 415",
    "application/json; charset=utf-8, 200",
    "APPLICATION/JSON, 200"
  })
  void aBodyIsJsonByItsType(String type, int status) {
    var answer = wire.ask("POST", "/v1/domains", "{}", "Content-Type: " + type);

    assertThat(answer.status()).isEqualTo(status);
    if (status == 415) {
      assertThat(answer.error()).isEqualTo("UnsupportedMediaTypeException");
      assertThat(answer.message()).startsWith("Content-Type: " + type);
    }
  }

  @Test
  void aCodedBodyIs415() {
    var answer = wire.ask("POST", "/v1/domains", "{}", "Content-Encoding: gzip");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.message()).isEqualTo("Content-Encoding: gzip (expected: none)");
  }

  @Test
  void theBodyOfAnOperationWithoutOneIsPassedOver() {
    assertThat(
            wire.ask(
                    "POST",
                    "/v1/domain/repositories?domain=wire-a",
                    "<no json>",
                    "Content-Type: text/plain")
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"tags\":[}",
        "nonsense",
        "{}{}",
        "[]",
        "null",
        "\"text\"",
        "{\"tags\":[],\"tags\":[]}",
        "{'tags':[]}"
      })
  void malformedJsonCannotBeParsed(String body) {
    var answer = wire.json("POST", "/v1/domain?domain=never-made", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("ValidationException");
    assertThat(answer.reason()).isEqualTo(PARSE);
    assertThat(answer.message()).startsWith("body: ");
    assertThat(wire.bare("GET", "/v1/domain?domain=never-made").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/domain?domain=wire-a&domain=wire-a, domain",
    "/v1/domain?domain=wire-a&domain=wire-b, domain",
    "/v1/domain?domain=wire-a&x=1&x=2, x",
    "/v1/domain?domain=wire-a&%64omain=wire-b, domain"
  })
  void aNameTwiceInTheQueryCannotBeParsed(String target, String name) {
    var answer = wire.bare("GET", target);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.reason()).isEqualTo(PARSE);
    assertThat(answer.message())
        .isEqualTo("query: " + name + " stands there twice (expected: once)");
  }

  @Test
  void unknownParametersArePassedOver() {
    assertThat(
            wire.bare("GET", "/v1/domain?domain=wire-a&no-such=1&Domain=X&max-results=0").status())
        .isEqualTo(200);
    assertThat(wire.json("POST", "/v1/domains", "{\"noSuch\":{\"a\":[1]},\"max\":0}").status())
        .isEqualTo(200);
  }

  @Test
  void aBodyOver1MiBIs413AndOneJustBelowIsRead() {
    var most = "{\"description\":\"%s\"}";
    int frame = most.length() - 2;
    var target = "/v1/repository?domain=wire-a&repository=huge";

    var read = wire.json("POST", target, most.formatted("x".repeat((1 << 20) - frame)));
    assertThat(read.status()).isEqualTo(400);
    assertThat(read.message()).startsWith("description: xxx").hasSizeLessThan(300);

    var refused = wire.json("POST", target, most.formatted("x".repeat((1 << 20) - frame + 1)));
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.error()).isEqualTo("RequestEntityTooLargeException");
    assertThat(UUID.fromString(refused.header("x-amzn-RequestId"))).isNotNull();
  }

  @Test
  void aChunkedBodyOver1MiBIs413Too() {
    var part = "x".repeat(64 << 10);
    var chunk = "10000\r\n" + part + "\r\n";

    var refused =
        wire.send(
            "POST /v1/domains HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(17)
                + "0\r\n\r\n");

    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.error()).isEqualTo("RequestEntityTooLargeException");
  }

  @Test
  void aLongUrlOrHeadIsToldInTheFormOfErrors() {
    var url = wire.bare("GET", "/v1/domain?domain=" + "a".repeat(9000));
    assertThat(url.status()).isEqualTo(414);
    var head = wire.bare("GET", "/v1/domain?domain=wire-a", "X-Much: " + "a".repeat(20_000));
    assertThat(head.status()).isEqualTo(431);
    assertThat(head.error()).isEqualTo("MalformedHttpRequestException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: https://127.0.0.1",
        "Sec-Fetch-Site: cross-site"
      })
  void aForeignSiteIsRefusedBeforeAnythingHappens(String header) {
    for (var method : new String[] {"GET", "POST", "DELETE"}) {
      var answer = wire.ask(method, "/v1/domain?domain=wire-origin", "{}", header);

      assertThat(answer.status()).as(method).isEqualTo(403);
      assertThat(answer.error()).isEqualTo("AccessDeniedException");
      assertThat(answer.head().header("access-control-allow-origin")).isEmpty();
    }
    assertThat(wire.bare("GET", "/v1/domain?domain=wire-origin").status()).isEqualTo(404);
  }

  @Test
  void ourOwnOriginIsServed() {
    var own = weir.url().substring(0, weir.url().length() - 1);

    assertThat(wire.bare("GET", "/v1/domain?domain=wire-a", "Origin: " + own).status())
        .isEqualTo(200);
  }

  @Test
  void aForeignHostIs421AndOnesOwnIsInTheEndpoint() {
    var target = "/v1/repository/endpoint?domain=local&repository=dev&format=npm";

    var foreign = wire.bare("GET", target, "Host: evil.example");
    assertThat(foreign.status()).isEqualTo(421);
    assertThat(foreign.error()).isEqualTo("MisdirectedRequestException");
    assertThat(endpoint(target, "Host: weir.example"))
        .isEqualTo("http://weir.example/npm/local/dev/");
    assertThat(endpoint(target, "Host: localhost:8080"))
        .isEqualTo("http://localhost:8080/npm/local/dev/");
    assertThat(endpoint(target, "Host: [::1]:80")).isEqualTo("http://[::1]/npm/local/dev/");
  }

  @Test
  void whoeverOwnsItIsTheOneAccount() {
    for (var owner : new String[] {"000000000000", "326213389784"}) {
      var answer = wire.bare("GET", "/v1/domain?domain=wire-a&domain-owner=" + owner);

      assertThat(answer.json().at("/domain/owner").asString()).isEqualTo("000000000000");
    }
  }

  @Test
  void theAccountAndTheRegionAreSettings() {
    try (var other = WeirUnderTest.of(origin, "account-id=326213389784", "region=eu-central-1")) {
      var domain =
          new Wire(other.url()).json("POST", "/v1/domain?domain=other", "{}").json().at("/domain");

      assertThat(domain.at("/owner").asString()).isEqualTo("326213389784");
      assertThat(domain.at("/arn").asString())
          .isEqualTo("arn:aws:codeartifact:eu-central-1:326213389784:domain/other");
    }
  }

  @Test
  void everyOperationOfLaterIs400AndNamesItself() {
    var later =
        Map.of(
            "/v1/package-group", "CreatePackageGroup",
            "/v1/package-groups", "ListPackageGroups",
            "/v1/package-groups/sub-groups", "ListSubPackageGroups");

    later.forEach(
        (path, operation) -> {
          var answer = wire.bare("POST", path + "?domain=wire-a");
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.error()).isEqualTo("ValidationException");
          assertThat(answer.reason()).isEqualTo("UNKNOWN_OPERATION");
          assertThat(answer.message()).startsWith(operation + ": ");
        });
  }

  @Test
  void listsAreSortedAndHugeOrZeroPagesAreRefused() {
    var names =
        StreamSupport.stream(
                wire.json("POST", "/v1/domains", "{\"maxResults\":1000}")
                    .json()
                    .at("/domains")
                    .spliterator(),
                false)
            .map(domain -> domain.at("/name").asString())
            .toList();
    assertThat(names).isSorted().contains("local", "wire-a", "wire-b", "wire-c");

    for (var size : new String[] {"0", "-1", "1001", "4294967297", "99999999999999999999"}) {
      var query = wire.bare("POST", "/v1/repositories?max-results=" + size);
      assertThat(query.status()).isEqualTo(400);
      assertThat(query.reason()).isEqualTo(FIELD);
      assertThat(query.message()).startsWith("max-results: " + size);
      var body = wire.json("POST", "/v1/domains", "{\"maxResults\":" + size + "}");
      assertThat(body.reason()).isEqualTo(FIELD);
      assertThat(body.message()).startsWith("maxResults: ");
    }
  }

  @Test
  void aForeignOrTamperedTokenIsRefused() {
    var first = wire.json("POST", "/v1/domains", "{\"maxResults\":1}");
    var token = first.json().at("/nextToken").asString();
    assertThat(listed(token).status()).isEqualTo(200);

    var flipped = token.charAt(20) == 'A' ? 'B' : 'A';
    for (var wrong :
        new String[] {
          "made-up",
          token + "A",
          token.substring(0, token.length() - 1),
          token.substring(0, 20) + flipped + token.substring(21),
          "x".repeat(2000)
        }) {
      assertThat(listed(wrong).status()).as(wrong).isEqualTo(400);
      assertThat(listed(wrong).message()).startsWith("nextToken: " + wrong.substring(0, 7));
    }
    assertThat(listed("x".repeat(2001)).reason()).isEqualTo(FIELD);
    var elsewhere = wire.bare("POST", "/v1/repositories?next-token=" + token);
    assertThat(elsewhere.status()).isEqualTo(400);
    assertThat(elsewhere.message()).startsWith("next-token: ");
  }

  @Test
  void aTokenIsOfItsFilters() {
    for (var name : new String[] {"list-1", "list-2", "list-3"}) {
      wire.json("POST", "/v1/repository?domain=wire-b&repository=" + name, "{}");
      wire.json("POST", "/v1/repository?domain=wire-c&repository=" + name, "{}");
    }
    var asked = "/v1/domain/repositories?max-results=1&domain=wire-b&repository-prefix=list";
    var token = wire.bare("POST", asked).json().at("/nextToken").asString();

    var next = wire.bare("POST", asked + "&next-token=" + token).json();
    assertThat(next.at("/repositories/0/name").asString()).isEqualTo("list-2");
    for (var other :
        new String[] {
          "/v1/domain/repositories?domain=wire-c&repository-prefix=list",
          "/v1/domain/repositories?domain=wire-b&repository-prefix=lis",
          "/v1/domain/repositories?domain=wire-b",
          "/v1/repositories?repository-prefix=list"
        }) {
      assertThat(wire.bare("POST", other + "&next-token=" + token).status())
          .as(other)
          .isEqualTo(400);
    }
  }

  @Test
  void aTokenOutlivesARestart() {
    try (var lasting = WeirUnderTest.of(origin)) {
      var asked = new Wire(lasting.url());
      asked.json("POST", "/v1/domain?domain=zz-last", "{}");
      var token =
          asked
              .json("POST", "/v1/domains", "{\"maxResults\":1}")
              .json()
              .at("/nextToken")
              .asString();
      lasting.restart();

      var next =
          new Wire(lasting.url()).json("POST", "/v1/domains", "{\"nextToken\":\"" + token + "\"}");

      assertThat(next.json().at("/domains/0/name").asString()).isEqualTo("zz-last");
    }
  }

  private static Wire.Answer listed(String token) {
    return wire.json("POST", "/v1/domains", "{\"maxResults\":1,\"nextToken\":\"" + token + "\"}");
  }

  private static String endpoint(String target, String host) {
    return wire.bare("GET", target, host).json().at("/repositoryEndpoint").asString();
  }
}
