package dev.weir.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.control.ControlException.Reason;
import dev.weir.model.DomainName;
import dev.weir.model.RepositoryId;
import dev.weir.model.RepositoryName;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  @Test
  void aRepositoryIsItsDomainAndItsName() {
    assertThat(query("domain=team&repository=My.repo").repository())
        .isEqualTo(new RepositoryId(new DomainName("team"), new RepositoryName("My.repo")));
  }

  @ParameterizedTest
  @CsvSource({
    "repository=repo, domain",
    "domain=team, repository",
    "'', domain",
    "Domain=team&repository=repo, domain"
  })
  void whatMustBeThereIsMissedByName(String query, String name) {
    Refused.by(() -> query(query).repository()).naming(name + ": missing (expected: a value)");
  }

  @Test
  void anEmptyValueIsNotMissingButWrong() {
    assertThat(Refused.by(() -> query("domain=").domain()).error())
        .hasMessageStartingWith("domain:  (expected: 2 to 50 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000000000000", "326213389784", "999999999999"})
  void anyAccountIsTheDomainsOwner(String owner) {
    assertThat(query("domain=team&domain-owner=" + owner).domain())
        .isEqualTo(new DomainName("team"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me", "12", "1234567890123", "12345678901x"})
  void whatIsNoAccountIsNobodysDomain(String owner) {
    Refused.by(() -> query("domain=team&domain-owner=" + owner).domain())
        .naming("domain-owner: " + owner + " (expected: 12 digits)");
  }

  @Test
  void unknownMembersArePassedOver() {
    assertThat(query("domain=team&x=%20&no-such=1&DOMAIN=Bad").domain())
        .isEqualTo(new DomainName("team"));
    assertThat(
            body("{\"x\":[1,{\"y\":null}],\"description\":\"d\"}")
                .bodyText("description", Constraint.DESCRIPTION))
        .contains("d");
  }

  @ParameterizedTest
  @CsvSource({"1", "50", "1000"})
  void aPageHasFromOneToAThousand(int max) {
    assertThat(query("max-results=" + max).maxResults(50)).isEqualTo(max);
    assertThat(body("{\"maxResults\":" + max + "}").bodyMaxResults(50)).isEqualTo(max);
  }

  @Test
  void withoutASizeAPageHasTheOperations() {
    assertThat(query("").maxResults(50)).isEqualTo(50);
    assertThat(body("{}").bodyMaxResults(100)).isEqualTo(100);
    assertThat(body("{\"maxResults\":null}").bodyMaxResults(100)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "999999999999999999"})
  void aSizeBeyondIsRefused(String max) {
    Refused.by(() -> query("max-results=" + max).maxResults(50))
        .naming("max-results: " + max + " (expected: 1 to 1000)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1.0", "1e3", "%2010", "0x10", "9999999999999999999", "+5"})
  void aSizeThatIsNoNumberIsRefused(String max) {
    assertThat(Refused.by(() -> query("max-results=" + max).maxResults(50)).error())
        .hasMessageStartingWith("max-results: ")
        .hasMessageEndingWith("(expected: a whole number)");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-7, -7", "1001, 1001", "100000000000000000000000, 9223372036854775807"})
  void aSizeInTheBodyHasTheSameRange(String sent, String shown) {
    Refused.by(() -> body("{\"maxResults\":" + sent + "}").bodyMaxResults(50))
        .naming("maxResults: " + shown + " (expected: 1 to 1000)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"\"10\"|\"10\"", "1.5|1.5", "true|true", "[]|a list", "{}|an object"})
  void aSizeOfAnotherTypeCannotBeRead(String sent, String shown) {
    Refused.by(() -> body("{\"maxResults\":" + sent + "}").bodyMaxResults(50))
        .saying(Reason.CANNOT_PARSE, "maxResults: " + shown + " (expected: a whole number)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1|1", "true|true", "[]|a list", "{\"a\":1}|an object", "0.5|0.5"})
  void aTextOfAnotherTypeCannotBeRead(String sent, String shown) {
    Refused.by(
            () ->
                body("{\"description\":" + sent + "}")
                    .bodyText("description", Constraint.DESCRIPTION))
        .saying(Reason.CANNOT_PARSE, "description: " + shown + " (expected: a string)");
  }

  @Test
  void aTextOfTheBodyObeysItsRule() {
    var fields = body("{\"policyDocument\":\"\",\"revision\":null}");

    assertThat(
            Refused.by(() -> fields.requiredBodyText("policyDocument", Constraint.POLICY_DOCUMENT))
                .error())
        .hasMessageStartingWith("policyDocument: ");
    Refused.by(() -> fields.requiredBodyText("revision", Constraint.POLICY_REVISION))
        .naming("revision: missing (expected: a value)");
  }

  @Test
  void nullIsAsGoodAsAbsent() {
    var fields = body("{\"description\":null,\"tags\":null,\"upstreams\":null}");

    assertThat(fields.bodyText("description", Constraint.DESCRIPTION)).isEmpty();
    assertThat(fields.tags()).isEmpty();
    assertThat(fields.bodyList("upstreams", 10, (name, node) -> name)).isEmpty();
  }

  @Test
  void anEmptyListIsNotAbsent() {
    assertThat(body("{\"upstreams\":[]}").bodyList("upstreams", 10, (name, node) -> name))
        .contains(List.of());
  }

  @Test
  void tagsAreReadInTheirOrder() {
    assertThat(
            body("{\"tags\":[{\"key\":\"b\",\"value\":\"\"},{\"value\":\"2\",\"key\":\"a\",\"x\":1}]}")
                .tags())
        .containsExactly(Map.entry("b", ""), Map.entry("a", "2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"a\",\"value\":\"1\"}]|tags: a (expected: each key once)",
        "[1]|tags[0]: 1 (expected: an object)",
        "[null]|tags[0]: null (expected: an object)",
        "[[]]|tags[0]: a list (expected: an object)",
        "[{\"value\":\"1\"}]|tags[0].key: missing (expected: a value)",
        "[{\"key\":null,\"value\":\"1\"}]|tags[0].key: missing (expected: a value)",
        "[{\"key\":\"a\"}]|tags[0].value: missing (expected: a value)",
        "[{\"key\":\"a\",\"value\":1}]|tags[0].value: 1 (expected: a string)",
        "[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"\",\"value\":\"\"}]"
            + "|tags[1].key:  (expected: 1 to 128 characters, no control characters)"
      })
  void aWrongTagIsNamedByItsPlace(String tags, String message) {
    Refused.by(() -> body("{\"tags\":" + tags + "}").tags()).naming(message);
  }

  @Test
  void aListHasABound() {
    var one = "{\"key\":\"k%d\",\"value\":\"\"}";
    var most = tags(one, 200);

    assertThat(body("{\"tags\":" + most + "}").tags()).hasSize(200);
    Refused.by(() -> body("{\"tags\":" + tags(one, 201) + "}").tags())
        .naming("tags: 201 elements (expected: at most 200 elements)");
  }

  @Test
  void somethingElseThanAListCannotBeRead() {
    Refused.by(() -> body("{\"tags\":{}}").tags())
        .saying(Reason.CANNOT_PARSE, "tags: an object (expected: a list)");
  }

  @Test
  void anEnumTakesItsValuesToTheLetter() {
    var formats = List.of("npm", "pypi");

    assertThat(query("format=npm").requiredOneOf("format", formats)).isEqualTo("npm");
    assertThat(query("").oneOf("format", formats)).isEmpty();
    Refused.by(() -> query("format=NPM").oneOf("format", formats))
        .naming("format: NPM (expected: one of npm, pypi)");
    Refused.by(() -> query("").requiredOneOf("format", formats))
        .naming("format: missing (expected: a value)");
  }

  @Test
  void whatIsSaidBackOfAWrongTypeIsShort() {
    var text = "x".repeat(10_000);

    Refused.by(() -> body("{\"upstreams\":\"" + text + "\"}").bodyList("upstreams", 1, (n, e) -> n))
        .saying(Reason.CANNOT_PARSE, "upstreams: \"" + "x".repeat(99) + "… (expected: a list)");
  }

  private static String tags(String form, int count) {
    return IntStream.range(0, count)
        .mapToObj(form::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Fields query(String query) {
    return new Fields(Query.parse(query), JsonBody.EMPTY);
  }

  private static Fields body(String json) {
    return new Fields(
        Query.parse(""), JsonBody.parse(Unpooled.wrappedBuffer(json.getBytes(UTF_8))));
  }
}
