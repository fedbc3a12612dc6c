package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags of domains and repositories, by ARN. */
class TagOperationsTest {
  private static final String OWN = "arn%3Aaws%3Acodeartifact%3Aus-east-1%3A000000000000%3A";

  private final ControlUnderTest control = new ControlUnderTest(InstantSource.system());

  @BeforeEach
  void make() {
    control.ask("POST", "/v1/domain?domain=team", "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"}]}");
    control.ask(
        "POST",
        "/v1/repository?domain=team&repository=app",
        "{\"tags\":[{\"key\":\"a\",\"value\":\"1\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"domain%2Fteam", "repository%2Fteam%2Fapp"})
  void tagsAreSetReplacedAndTaken(String resource) {
    var arn = "?resourceArn=" + OWN + resource;

    tag(arn, "a", "2");
    tag(arn, "B", "");
    assertThat(tags(arn))
        .isEqualTo("[{\"key\":\"B\",\"value\":\"\"},{\"key\":\"a\",\"value\":\"2\"}]");

    control.ask("POST", "/v1/untag" + arn, "{\"tagKeys\":[\"b\",\"a\"]}");
    assertThat(tags(arn)).isEqualTo("[{\"key\":\"B\",\"value\":\"\"}]");
  }

  @Test
  void anyAccountNamesTheOneThereIs() {
    var other = "?resourceArn=" + OWN.replace("000000000000", "326213389784") + "domain%2Fteam";

    assertThat(tags(other)).isEqualTo("[{\"key\":\"a\",\"value\":\"1\"}]");
  }

  @ParameterizedTest
  @CsvSource({
    "domain%2Fnone, 404, ResourceNotFoundException, Domain not found",
    "repository%2Fteam%2Fnone, 404, ResourceNotFoundException, Repository not found",
    "repository%2Fteam, 400, ValidationException, resourceArn",
    "domain%2FTEAM, 400, ValidationException, resourceArn",
    "package%2Fteam%2Fapp%2Fnpm%2F%2Flodash, 400, ValidationException, resourceArn",
    "package-group%2Fteam%2F%252a, 404, ResourceNotFoundException, Package group"
  })
  void whatCannotHaveTagsIsToldApart(String resource, int status, String error, String words) {
    var answer = control.ask("POST", "/v1/tags?resourceArn=" + OWN + resource, "");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.error()).isEqualTo(error);
    assertThat(answer.message()).contains(words);
  }

  @Test
  void moreThanTheQuotaIs402AndChangesNothing() {
    var arn = "?resourceArn=" + OWN + "domain%2Fteam";
    var many = new StringBuilder("{\"tags\":[");
    for (int i = 0; i < 200; i++) {
      many.append(i == 0 ? "" : ",").append("{\"key\":\"k").append(i).append("\",\"value\":\"\"}");
    }

    var answer = control.ask("POST", "/v1/tag" + arn, many.append("]}").toString());

    assertThat(answer.status()).isEqualTo(402);
    assertThat(answer.error()).isEqualTo("ServiceQuotaExceededException");
    assertThat(answer.body().at("/resourceType").asString()).isEqualTo("domain");
    assertThat(tags(arn)).isEqualTo("[{\"key\":\"a\",\"value\":\"1\"}]");
  }

  @Test
  void aKeyThatComesTwiceIsRefused() {
    var answer =
        control.ask(
            "POST",
            "/v1/tag?resourceArn=" + OWN + "domain%2Fteam",
            "{\"tags\":[{\"key\":\"x\",\"value\":\"1\"},{\"key\":\"x\",\"value\":\"2\"}]}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains("tags: x");
  }

  private void tag(String arn, String key, String value) {
    var answer =
        control.ask(
            "POST",
            "/v1/tag" + arn,
            "{\"tags\":[{\"key\":\"%s\",\"value\":\"%s\"}]}".formatted(key, value));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().toString()).isEqualTo("{}");
  }

  private String tags(String arn) {
    return control.ask("POST", "/v1/tags" + arn, "").body().at("/tags").toString();
  }
}
