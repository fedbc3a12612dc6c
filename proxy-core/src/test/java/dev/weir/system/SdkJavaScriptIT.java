package dev.weir.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.clients.NodeScript;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The AWS SDK for JavaScript v3, driven by a script that prints what it got. */
@LeaksCheckedAfterAll
class SdkJavaScriptIT {
  private static final String ARN = "arn:aws:codeartifact:us-east-1:000000000000:";

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static JsonNode out;

  @BeforeAll
  static void run() throws IOException {
    origin =
        FixtureRegistry.start()
            .add(
                FixturePackage.of("lodash")
                    .version("4.17.21", version -> version.dependsOn("left-pad", "^1.3.0")));
    weir = WeirUnderTest.of(origin, "quota.rates.list-package-version-assets=1");
    var ran = NodeScript.run(script(), weir.url());
    assertThat(ran.exitCode()).as(ran.toString()).isZero();
    out = JsonMapper.shared().readTree(ran.output());
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @Test
  void domainsAndRepositoriesHaveTheirFields() {
    assertThat(text("/created/domain/arn")).isEqualTo(ARN + "domain/js");
    assertThat(text("/created/domain/owner")).isEqualTo("000000000000");
    assertThat(text("/created/domain/status")).isEqualTo("Active");
    // The SDK makes a Date of it, which JSON shows in this form.
    assertThat(text("/created/domain/createdTime")).matches("20\\d\\d-.*T.*Z");
    assertThat(out.at("/domain/domain/repositoryCount").asInt()).isEqualTo(2);
    assertThat(text("/repository/repository/description")).isEqualTo("ours");
    assertThat(out.at("/repository/repository/upstreams").toString()).isEqualTo("[]");
    assertThat(text("/connected/repository/externalConnections/0/status")).isEqualTo("AVAILABLE");
    assertThat(text("/updated/repository/upstreams/0/repositoryName")).isEqualTo("npm-store");
    assertThat(out.at("/described/repository")).isEqualTo(out.at("/updated/repository"));
    assertThat(out.at("/disconnected/repository/externalConnections").toString()).isEqualTo("[]");
    assertThat(text("/deleted/domain/status")).isEqualTo("Deleted");
  }

  @Test
  void everyAnswerHasItsRequestId() {
    assertThat(List.of(text("/created/id"), text("/domain/id"), text("/token/id")))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f-]{36}"));
  }

  @Test
  void tokensAndEndpointsAreOfUse() {
    assertThat(text("/endpoint/repositoryEndpoint")).isEqualTo(weir.registry("js/my-repo"));
    assertThat(text("/token/expiration")).matches("20\\d\\d-.*T.*Z");
  }

  @Test
  void whatWasFetchedIsListedAndDescribed() {
    assertThat(text("/packages/packages/0/package")).isEqualTo("lodash");
    assertThat(text("/packages/packages/0/originConfiguration/restrictions/publish"))
        .isEqualTo("BLOCK");
    assertThat(text("/package/package/name")).isEqualTo("lodash");
    assertThat(text("/versions/defaultDisplayVersion")).isEqualTo("4.17.21");
    assertThat(text("/versions/versions/0/origin/domainEntryPoint/externalConnectionName"))
        .isEqualTo("public:npmjs");
    assertThat(text("/version/packageVersion/status")).isEqualTo("Published");
    assertThat(out.at("/assets/assets/0/hashes").propertyNames())
        .containsExactlyInAnyOrder("MD5", "SHA-1", "SHA-256", "SHA-512");
    assertThat(text("/dependencies/dependencies/0/package")).isEqualTo("left-pad");
    assertThat(text("/asset/name")).isEqualTo("package.tgz");
    assertThat(text("/asset/revision")).isEqualTo(text("/version/packageVersion/revision"));
    assertThat(out.at("/asset/bytes").asInt())
        .isEqualTo(origin.tarball("lodash", "4.17.21").bytes().length);
    assertThat(text("/readme/name")).isEqualTo("ResourceNotFoundException");
    assertThat(text("/readme/resourceType")).isEqualTo("package-version");
  }

  @Test
  void tagsAndPoliciesGoThereAndBack() {
    assertThat(out.at("/tags/tags").toString()).isEqualTo("[{\"key\":\"cost\",\"value\":\"\"}]");
    assertThat(out.at("/stored/policy")).isEqualTo(out.at("/policy/policy"));
    assertThat(text("/repositoryPolicy/policy/resourceArn"))
        .isEqualTo(ARN + "repository/js/my-repo");
  }

  @Test
  void itsPaginatorsGoToTheEnd() {
    var names = IntStream.range(10, 33).mapToObj(i -> "page-" + i).toList();

    assertThat(out.at("/paged").valueStream().map(JsonNode::asString)).isEqualTo(names);
    assertThat(out.at("/pages").asInt()).isEqualTo(4);
    assertThat(out.at("/domains").toString()).isEqualTo("[\"js\",\"local\"]");
  }

  @Test
  void errorsHaveTheirNamesAndMembersAndAreNotTriedAgain() {
    assertError("/conflict", "ConflictException", 409);
    assertThat(text("/conflict/resourceType")).isEqualTo("domain");
    assertError("/invalid", "ValidationException", 400);
    assertThat(text("/invalid/reason")).isEqualTo("FIELD_VALIDATION_FAILED");
    assertThat(text("/invalid/message")).startsWith("domain: My_Bad");
    assertError("/missing", "ResourceNotFoundException", 404);
    assertThat(text("/missing/resourceId")).isEqualTo("js/none");
    assertError("/quota", "ServiceQuotaExceededException", 402);
    assertError("/later", "ValidationException", 400);
    assertThat(text("/later/reason")).isEqualTo("UNKNOWN_OPERATION");
    assertThat(text("/later/message")).contains("CreatePackageGroup");
  }

  @Test
  void whoIsThrottledComesBackAndGetsTheAnswer() {
    assertThat(out.at("/attempts").asInt()).isGreaterThan(1);
  }

  private static void assertError(String at, String name, int status) {
    assertThat(text(at + "/name")).isEqualTo(name);
    assertThat(out.at(at + "/status").asInt()).isEqualTo(status);
    assertThat(out.at(at + "/attempts").asInt()).isEqualTo(1);
  }

  private static String text(String at) {
    return out.at(at).asString();
  }

  private static String script() throws IOException {
    try (var script =
        requireNonNull(SdkJavaScriptIT.class.getResourceAsStream("codeartifact.cjs"))) {
      return new String(script.readAllBytes(), UTF_8);
    }
  }
}
