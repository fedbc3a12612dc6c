package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every pattern, length, enum and range of the operations on domains and repositories: a value that
 * breaks it is answered 400 by name, and nothing is changed.
 */
@LeaksCheckedAfterAll
class ControlValidationIT {
  private static final String ARN = "arn:aws:codeartifact:us-east-1:000000000000:domain/local";

  /** The operations with a domain in their query, each complete but for that. */
  private static final List<String> IN_A_DOMAIN =
      List.of(
          "POST /v1/domain",
          "GET /v1/domain",
          "DELETE /v1/domain",
          "POST /v1/authorization-token",
          "GET /v1/domain/permissions/policy",
          "DELETE /v1/domain/permissions/policy",
          "POST /v1/domain/repositories");

  /** The operations with a repository in their query, each complete but for that. */
  private static final List<String> IN_A_REPOSITORY =
      List.of(
          "POST /v1/repository",
          "GET /v1/repository",
          "PUT /v1/repository",
          "DELETE /v1/repository",
          "POST /v1/repository/external-connection?external-connection=public:npmjs",
          "DELETE /v1/repository/external-connection?external-connection=public:npmjs",
          "GET /v1/repository/endpoint?format=npm",
          "GET /v1/repository/permissions/policy",
          "PUT /v1/repository/permissions/policy",
          "DELETE /v1/repository/permissions/policies");

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static Wire wire;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    wire = new Wire(weir.url());
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"names", "queries", "bodies"})
  void whatBreaksARuleIsRefusedByName(String request, String body, String message) {
    var before = catalog();
    var parts = request.split(" ", 2);

    var answer = wire.json(parts[0], parts[1], body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("ValidationException");
    assertThat(answer.reason()).isIn("FIELD_VALIDATION_FAILED", "CANNOT_PARSE", "OTHER");
    assertThat(answer.message()).startsWith(message).contains("(expected: ");
    assertThat(catalog()).isEqualTo(before);
  }

  static Stream<Arguments> names() {
    var all = new ArrayList<Arguments>();
    for (var operation : IN_A_DOMAIN) {
      for (var bad : List.of("", "a", "A-b", "a_b", "-ab", "ab-", "a".repeat(51), "a%2Fb")) {
        all.add(wrong(operation, "domain=" + bad, "domain: "));
      }
      all.add(wrong(operation, "x=1", "domain: missing"));
    }
    for (var operation : IN_A_REPOSITORY) {
      for (var bad : List.of("", "r", ".re", "r%20e", "r%2Fe", "r".repeat(101), "r%C3%A9")) {
        all.add(wrong(operation, "domain=local&repository=" + bad, "repository: "));
      }
      all.add(wrong(operation, "domain=local", "repository: missing"));
      all.add(wrong(operation, "repository=dev", "domain: missing"));
    }
    for (var operation : IN_A_DOMAIN) {
      for (var bad : List.of("", "1", "12345678901a", "1234567890123")) {
        all.add(wrong(operation, "domain=local&domain-owner=" + bad, "domain-owner: "));
      }
    }
    return all.stream();
  }

  static Stream<Arguments> queries() {
    var repository = "domain=local&repository=dev&";
    var all = new ArrayList<Arguments>();
    for (var bad : List.of("", "1", "899", "43201", "-900", "900.0", "x", "99999999999999999999")) {
      all.add(wrong("POST /v1/authorization-token", "domain=local&duration=" + bad, "duration: "));
    }
    for (var bad : List.of("", "p", ":npmjs", "public%20npmjs", "p".repeat(101))) {
      for (var method : List.of("POST", "DELETE")) {
        all.add(
            wrong(
                method + " /v1/repository/external-connection",
                repository + "external-connection=" + bad,
                "external-connection: "));
      }
    }
    for (var other : List.of("public:pypi", "public:maven-central", "public:crates-io")) {
      all.add(
          wrong(
              "POST /v1/repository/external-connection",
              repository + "external-connection=" + other,
              "external-connection: " + other));
    }
    for (var bad : List.of("", "NPM", "rpm", "npm%20", "pypi")) {
      all.add(wrong("GET /v1/repository/endpoint", repository + "format=" + bad, "format: "));
    }
    all.add(wrong("GET /v1/repository/endpoint", repository, "format: missing"));
    for (var bad : List.of("", "ipv6", "DUALSTACK")) {
      all.add(
          wrong(
              "GET /v1/repository/endpoint",
              repository + "format=npm&endpointType=" + bad,
              "endpointType: "));
    }
    for (var list : List.of("POST /v1/repositories", "POST /v1/domain/repositories")) {
      for (var bad : List.of("", "0", "-1", "1001", "1.5", "x", "%31%30%30%31")) {
        all.add(wrong(list, "domain=local&max-results=" + bad, "max-results: "));
      }
      for (var bad : List.of("", "a%20b", "x".repeat(2001), "made-up")) {
        all.add(wrong(list, "domain=local&next-token=" + bad, "next-token: "));
      }
      for (var bad : List.of(".", "a%20b", "a".repeat(101), "-")) {
        all.add(wrong(list, "domain=local&repository-prefix=" + bad, "repository-prefix: "));
      }
    }
    all.add(
        wrong(
            "POST /v1/domain/repositories",
            "domain=local&administrator-account=me",
            "administrator-account: "));
    for (var bad :
        List.of(
            "",
            "local",
            "arn:aws:s3:::bucket",
            "arn:aws:codeartifact:us-east-1:000000000000:domain/",
            "arn:aws:codeartifact:us-east-1:000000000000:domain/Bad",
            "arn:aws:codeartifact:us-east-1:00000000000:domain/local",
            "arn:aws:codeartifact:us-east-1:000000000000:repository/local",
            "arn:aws:codeartifact:us-east-1:000000000000:repository/local/dev/x",
            "arn:aws:codeartifact:us-east-1:000000000000:package/local/dev/npm//react",
            ARN + "%20x",
            "a".repeat(1012))) {
      all.add(wrong("POST /v1/tags", "resourceArn=" + bad, "resourceArn: "));
    }
    all.add(wrong("POST /v1/tags", "resourcearn=" + ARN, "resourceArn: missing"));
    for (var path : List.of("domain/permissions/policy", "repository/permissions/policies")) {
      for (var bad : List.of("", "a%20b", "r".repeat(101))) {
        all.add(
            wrong(
                "DELETE /v1/" + path, repository + "policy-revision=" + bad, "policy-revision: "));
      }
    }
    return all.stream();
  }

  static Stream<Arguments> bodies() {
    var create = "POST /v1/repository?domain=local&repository=new";
    var update = "PUT /v1/repository?domain=local&repository=dev";
    var all = new ArrayList<Arguments>();
    for (var operation : List.of(create, update)) {
      all.add(body(operation, "{\"description\":\"" + "x".repeat(1001) + "\"}", "description: "));
      all.add(body(operation, "{\"description\":\"a\\nb\"}", "description: "));
      all.add(body(operation, "{\"description\":5}", "description: "));
      all.add(body(operation, "{\"description\":{}}", "description: "));
      all.add(body(operation, "{\"upstreams\":\"dev\"}", "upstreams: "));
      all.add(body(operation, "{\"upstreams\":[\"dev\"]}", "upstreams[0]: "));
      all.add(body(operation, "{\"upstreams\":[{}]}", "upstreams[0].repositoryName: missing"));
      all.add(
          body(
              operation,
              "{\"upstreams\":[{\"repositoryName\":7}]}",
              "upstreams[0].repositoryName: "));
      all.add(
          body(
              operation,
              "{\"upstreams\":[{\"repositoryName\":\"r/e\"}]}",
              "upstreams[0].repositoryName: "));
    }
    for (var operation :
        List.of("POST /v1/domain?domain=new-one", create, "POST /v1/tag?resourceArn=" + ARN)) {
      all.add(body(operation, "{\"tags\":{\"a\":\"b\"}}", "tags: "));
      all.add(body(operation, "{\"tags\":[{\"key\":\"\",\"value\":\"\"}]}", "tags[0].key: "));
      all.add(
          body(
              operation,
              "{\"tags\":[{\"key\":\"" + "k".repeat(129) + "\",\"value\":\"\"}]}",
              "tags[0].key: "));
      all.add(
          body(
              operation,
              "{\"tags\":[{\"key\":\"k\",\"value\":\"" + "v".repeat(257) + "\"}]}",
              "tags[0].value: "));
      all.add(
          body(
              operation, "{\"tags\":[{\"key\":\"k\",\"value\":\"a\\u0000\"}]}", "tags[0].value: "));
      all.add(body(operation, "{\"tags\":[{\"key\":\"k\"}]}", "tags[0].value: missing"));
      all.add(
          body(
              operation,
              "{\"tags\":[{\"key\":\"k\",\"value\":\"1\"},{\"key\":\"k\",\"value\":\"2\"}]}",
              "tags: k"));
      all.add(body(operation, "{\"tags\":[" + "{},".repeat(200) + "{}]}", "tags: 201 elements"));
    }
    all.add(body("POST /v1/domain?domain=new-one", "{\"encryptionKey\":\"\"}", "encryptionKey: "));
    all.add(
        body("POST /v1/domain?domain=new-one", "{\"encryptionKey\":\"a b\"}", "encryptionKey: "));
    all.add(
        body(
            "POST /v1/domain?domain=new-one",
            "{\"encryptionKey\":\"" + "k".repeat(1012) + "\"}",
            "encryptionKey: "));
    all.add(body("POST /v1/tag?resourceArn=" + ARN, "{}", "tags: missing"));
    all.add(body("POST /v1/tag?resourceArn=nonsense", "{\"tags\":[]}", "resourceArn: nonsense"));
    all.add(body("POST /v1/untag?resourceArn=" + ARN, "{}", "tagKeys: missing"));
    all.add(body("POST /v1/untag?resourceArn=" + ARN, "{\"tagKeys\":[\"\"]}", "tagKeys[0]: "));
    all.add(body("POST /v1/untag?resourceArn=" + ARN, "{\"tagKeys\":[{}]}", "tagKeys[0]: "));
    for (var bad : List.of("\"10\"", "0", "1001", "1.5", "[]", "true")) {
      all.add(body("POST /v1/domains", "{\"maxResults\":" + bad + "}", "maxResults: "));
    }
    for (var bad : List.of("5", "\"\"", "\"a b\"", "\"made-up\"")) {
      all.add(body("POST /v1/domains", "{\"nextToken\":" + bad + "}", "nextToken: "));
    }
    policies(all);
    return all.stream();
  }

  private static void policies(List<Arguments> all) {
    var ofDomain = "PUT /v1/domain/permissions/policy";
    var good = "\"policyDocument\":\"{\\\"Statement\\\":[]}\"";
    all.add(body(ofDomain, "{" + good + "}", "domain: missing"));
    all.add(body(ofDomain, "{\"domain\":\"My_Bad\"," + good + "}", "domain: My_Bad"));
    all.add(body(ofDomain, "{\"domain\":[]," + good + "}", "domain: "));
    all.add(
        body(
            ofDomain,
            "{\"domain\":\"local\",\"domainOwner\":\"1\"," + good + "}",
            "domainOwner: 1"));
    all.add(body(ofDomain + "?domain=local", "{" + good + "}", "domain: missing"));
    for (var put :
        List.of(ofDomain, "PUT /v1/repository/permissions/policy?domain=local&repository=dev")) {
      var begin = "{\"domain\":\"local\",";
      all.add(body(put, begin + "\"x\":1}", "policyDocument: missing"));
      all.add(body(put, begin + "\"policyRevision\":\"a b\"," + good + "}", "policyRevision: "));
      all.add(body(put, begin + "\"policyRevision\":7," + good + "}", "policyRevision: "));
      for (var document :
          List.of("", "x".repeat(7169), "no json", "[]", "{}", "{\\\"Statement\\\":[{}]}")) {
        all.add(body(put, begin + "\"policyDocument\":\"" + document + "\"}", "policyDocument: "));
      }
      all.add(body(put, begin + "\"policyDocument\":{\"Statement\":[]}}", "policyDocument: "));
    }
  }

  private static Arguments wrong(String request, String query, String message) {
    return body(request + (request.indexOf('?') < 0 ? '?' : '&') + query, "{}", message);
  }

  private static Arguments body(String request, String body, String message) {
    return Arguments.of(request, body, message);
  }

  /** Everything that a request could have changed. */
  private static String catalog() {
    return wire.bare("POST", "/v1/domains").text()
        + wire.bare("POST", "/v1/repositories").text()
        + wire.bare("GET", "/v1/repository?domain=local&repository=dev").text()
        + wire.bare("POST", "/v1/tags?resourceArn=" + ARN).text();
  }
}
