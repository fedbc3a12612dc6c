package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Permission policies of domains and of repositories, which differ in where the names stand. */
class PolicyOperationsTest {
  private static final String DOCUMENT =
      "{'Version':'2012-10-17','Statement':{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}}"
          .replace("'", "\\\"");

  private final ControlUnderTest control = new ControlUnderTest(InstantSource.system());

  @BeforeEach
  void make() {
    control.ask("POST", "/v1/domain?domain=team", "{}");
    control.ask("POST", "/v1/repository?domain=team&repository=app", "{}");
  }

  /** The put's target and first members, the target of get, that of delete, and the ARN. */
  static Stream<Arguments> resources() {
    var arn = "arn:aws:codeartifact:us-east-1:000000000000:";
    var domain = "/v1/domain/permissions/policy";
    var repository = "?domain=team&repository=app";
    return Stream.of(
        Arguments.of(
            domain,
            "\"domain\":\"team\",",
            domain + "?domain=team",
            domain + "?domain=team",
            arn + "domain/team"),
        Arguments.of(
            "/v1/repository/permissions/policy" + repository,
            "",
            "/v1/repository/permissions/policy" + repository,
            "/v1/repository/permissions/policies" + repository,
            arn + "repository/team/app"));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void aPolicyIsPutReadReplacedAndDeleted(
      String put, String members, String get, String delete, String arn) {
    assertThat(control.ask("GET", get, "").error()).isEqualTo("ResourceNotFoundException");

    var first = control.ask("PUT", put, put(members, ""));
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().at("/policy/resourceArn").asString()).isEqualTo(arn);
    assertThat(first.body().at("/policy/document").asString()).startsWith("{\"Version\"");
    var revision = first.body().at("/policy/revision").asString();
    assertThat(control.ask("GET", get, "").body()).isEqualTo(first.body());

    var again = control.ask("PUT", put, put(members, "\"policyRevision\":\"" + revision + "\","));
    var next = again.body().at("/policy/revision").asString();
    assertThat(next).isNotEqualTo(revision);

    var late = control.ask("PUT", put, put(members, "\"policyRevision\":\"" + revision + "\","));
    assertThat(late.status()).isEqualTo(409);
    assertThat(late.error()).isEqualTo("ConflictException");
    assertThat(control.ask("DELETE", delete + "&policy-revision=other", "").status())
        .isEqualTo(409);

    var deleted = control.ask("DELETE", delete, "");
    assertThat(deleted.body().at("/policy/revision").asString()).isEqualTo(next);
    assertThat(control.ask("DELETE", delete, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void aPolicyThatIsNoneIsRefusedAndTheOldOneStays(
      String put, String members, String get, String delete, String arn) {
    var before = control.ask("PUT", put, put(members, ""));

    var bad = control.ask("PUT", put, "{" + members + "\"policyDocument\":\"{}\"}");

    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body().at("/reason").asString()).isEqualTo("FIELD_VALIDATION_FAILED");
    assertThat(bad.message()).contains("policyDocument", "no Statement");
    assertThat(control.ask("GET", get, "").body()).isEqualTo(before.body());
  }

  private static String put(String members, String revision) {
    return "{" + members + revision + "\"policyDocument\":\"" + DOCUMENT + "\"}";
  }
}
