package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.CommandResult;
import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.Sandbox;
import dev.weir.testing.clients.AwsCli;
import dev.weir.testing.documents.FixturePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every operation of this version through an AWS CLI: Debian's, and whichever other the PATH has. A
 * scenario and not a test for each, since every start costs about a second.
 */
@LeaksCheckedAfterAll
class CliMatrixIT {
  private static final String OWNER = "326213389784";
  private static final String ARN = "arn:aws:codeartifact:us-east-1:000000000000:";
  private static final String POLICY =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":"
          + "\"codeartifact:ReadFromRepository\",\"Resource\":\"*\"}]}";

  /** The operations of later, none of which Debian's has, with what each must be given. */
  private static final Map<String, String> LATER = later();

  @Test
  void everyOperationWorksWithDebians() throws IOException {
    var debian = AwsCli.debian();
    var done = scenario(debian);

    assertThat(done).as("all that it has").hasSize(36);
  }

  @Test
  void everyOperationWorksWithAnother() throws IOException {
    var other = AwsCli.another();
    Assumptions.assumeTrue(other.isPresent(), "no other aws is on the PATH");
    var done = scenario(other.get());

    assertThat(done).hasSize(36);
    newer(other.get());
    refused(other.get(), LATER);
  }

  @Test
  void listsAreReadToTheirEndOrAsFarAsWanted() {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var shell = new Shell(AwsCli.debian(), weir)) {
      var wire = new Wire(weir.url());
      for (int i = 0; i < 120; i++) {
        wire.json("POST", "/v1/repository?domain=local&repository=repo-%03d".formatted(i), "{}");
      }
      var list = "list-repositories-in-domain --domain local --repository-prefix repo-";

      assertThat(shell.json(list).at("/repositories")).hasSize(120);
      assertThat(shell.json(list + " --page-size 7").at("/repositories")).hasSize(120);
      var some = shell.json(list + " --page-size 20 --max-items 50");
      assertThat(some.at("/repositories")).hasSize(50);
      var rest = shell.json(list + " --starting-token " + some.at("/NextToken").asString());
      assertThat(rest.at("/repositories")).hasSize(70);
      assertThat(rest.at("/repositories/0/name").asString()).isEqualTo("repo-050");
      var page = shell.json(list + " --max-results 3");
      assertThat(page.at("/repositories")).hasSize(3);
      var next =
          shell.json(list + " --max-results 3 --next-token " + page.at("/nextToken").asString());
      assertThat(next.at("/repositories/0/name").asString()).isEqualTo("repo-003");
      assertThat(shell.run(list + " --max-results 1001").output())
          .contains("max-results: 1001 (expected: 1 to 1000)");
    }
  }

  /** Does everything once; the verbs that it used. */
  private static Set<String> scenario(AwsCli cli) throws IOException {
    try (var origin = FixtureRegistry.start().add(scoped());
        var weir = WeirUnderTest.of(origin);
        var shell = new Shell(cli, weir)) {
      domains(shell);
      repositories(shell);
      assertThat(weir.getUrl(weir.registry("cli/app") + "@scope/pkg/-/pkg-1.0.0.tgz").statusCode())
          .isEqualTo(200);
      packages(shell, origin);
      changes(shell);
      policiesAndTags(shell);
      errors(shell);
      shell.json("delete-repository --domain cli --repository prod");
      shell.json("delete-repository --domain cli --repository app");
      shell.json(
          "disassociate-external-connection --domain cli --repository store"
              + " --external-connection public:npmjs");
      shell.json("delete-repository --domain cli --repository store");
      assertThat(shell.json("delete-domain --domain cli").at("/domain/status").asString())
          .isEqualTo("Deleted");
      return shell.verbs();
    }
  }

  private static FixturePackage scoped() {
    return FixturePackage.of("@scope/pkg")
        .version("1.0.0", v -> v.readme("README.md", "# Größe ½").dependsOn("leaf", "^1.0.0"));
  }

  private static void domains(Shell shell) {
    var made = shell.json("create-domain --domain cli --tags key=team,value=web").at("/domain");
    assertThat(made.at("/arn").asString()).isEqualTo(ARN + "domain/cli");
    assertThat(made.at("/createdTime").asString())
        .as("version 2 of the CLI shows seconds since 1970 as a date, version 1 as they come")
        .matches(
            "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d:\\d\\d|1\\.\\d+E9");
    assertThat(
            shell.json("describe-domain --domain cli --domain-owner " + OWNER).at("/domain/name"))
        .hasToString("\"cli\"");
    assertThat(names(shell.json("list-domains").at("/domains"))).containsExactly("cli", "local");
  }

  private static void repositories(Shell shell) {
    shell.json("create-repository --domain cli --repository store");
    shell.json(
        "create-repository --domain cli --repository app --description words"
            + " --upstreams repositoryName=store");
    var connected =
        shell.json(
            "associate-external-connection --domain cli --repository store"
                + " --external-connection public:npmjs");
    assertThat(connected.at("/repository/externalConnections/0/status").asString())
        .isEqualTo("AVAILABLE");
    var emptied = shell.json("update-repository --domain cli --repository app --upstreams");
    assertThat(emptied.at("/repository/upstreams")).isEmpty();
    shell.json("update-repository --domain cli --repository app --upstreams repositoryName=store");
    var described = shell.json("describe-repository --domain cli --repository app");
    assertThat(described.at("/repository/description").asString()).isEqualTo("words");
    assertThat(described.at("/repository/upstreams/0/repositoryName").asString())
        .isEqualTo("store");
    assertThat(names(shell.json("list-repositories-in-domain --domain cli").at("/repositories")))
        .containsExactly("app", "store");
    assertThat(names(shell.json("list-repositories --repository-prefix st").at("/repositories")))
        .containsExactly("store");
    assertThat(
            shell
                .json("get-repository-endpoint --domain cli --repository app --format npm")
                .at("/repositoryEndpoint")
                .asString())
        .isEqualTo(shell.endpoint() + "npm/cli/app/");
    var token = shell.json("get-authorization-token --domain cli --duration-seconds 0");
    assertThat(token.at("/authorizationToken").asString()).isNotBlank();
    assertThat(token.at("/expiration").asString()).isNotBlank();
  }

  private static void packages(Shell shell, FixtureRegistry origin) throws IOException {
    var in = " --domain cli --repository app --format npm --namespace scope";
    var named = in + " --package pkg";
    var version = named + " --package-version 1.0.0";
    assertThat(shell.json("list-packages" + in).at("/packages/0/package").asString())
        .isEqualTo("pkg");
    assertThat(shell.json("describe-package" + named).at("/package/name").asString())
        .isEqualTo("pkg");
    var versions = shell.json("list-package-versions" + named + " --sort-by PUBLISHED_TIME");
    assertThat(versions.at("/defaultDisplayVersion").asString()).isEqualTo("1.0.0");
    assertThat(versions.at("/versions/0/status").asString()).isEqualTo("Published");
    assertThat(
            shell
                .json("describe-package-version" + version)
                .at("/packageVersion/origin/domainEntryPoint/externalConnectionName")
                .asString())
        .isEqualTo("public:npmjs");
    var assets = shell.json("list-package-version-assets" + version).at("/assets");
    assertThat(assets).hasSize(1);
    assertThat(assets.at("/0/hashes").propertyNames())
        .containsExactlyInAnyOrder("MD5", "SHA-1", "SHA-256", "SHA-512");
    assertThat(
            shell
                .json("list-package-version-dependencies" + version)
                .at("/dependencies/0/package")
                .asString())
        .isEqualTo("leaf");
    var saved =
        shell.json("get-package-version-asset" + version + " --asset package.tgz saved.tgz");
    assertThat(saved.at("/assetName").asString()).isEqualTo("package.tgz");
    assertThat(Files.readAllBytes(shell.sandbox().project().resolve("saved.tgz")))
        .isEqualTo(origin.tarball("@scope/pkg", "1.0.0").bytes());
    assertThat(shell.json("get-package-version-readme" + version).at("/readme").asString())
        .isEqualTo("# Größe ½");
  }

  private static void changes(Shell shell) {
    var of = " --format npm --namespace scope --package pkg";
    var named = " --domain cli --repository app" + of;
    shell.json("create-repository --domain cli --repository prod");
    var controls =
        shell.json(
            "put-package-origin-configuration"
                + named
                + " --restrictions publish=ALLOW,upstream=BLOCK");
    assertThat(controls.at("/originConfiguration/restrictions/upstream").asString())
        .isEqualTo("BLOCK");
    var copied =
        shell.json(
            "copy-package-versions --domain cli --source-repository app"
                + " --destination-repository prod --versions 1.0.0 --allow-overwrite"
                + " --no-include-from-upstream"
                + of);
    assertThat(copied.at("/successfulVersions").propertyNames()).containsExactly("1.0.0");
    var revision = copied.at("/successfulVersions").get("1.0.0").at("/revision").asString();
    var again =
        shell.json(
            "copy-package-versions --domain cli --source-repository app"
                + " --destination-repository prod --version-revisions 1.0.0="
                + revision
                + of);
    assertThat(again.at("/successfulVersions")).isEmpty();
    assertThat(again.at("/failedVersions")).isEmpty();
    var unlisted =
        shell.json(
            "update-package-versions-status"
                + named
                + " --versions 1.0.0 --target-status Unlisted --expected-status Published");
    assertThat(unlisted.at("/successfulVersions").get("1.0.0").at("/status").asString())
        .isEqualTo("Unlisted");
    var failed = shell.json("dispose-package-versions" + named + " --versions 1.0.0 5.6.7");
    assertThat(failed.at("/failedVersions").get("5.6.7").at("/errorCode").asString())
        .isEqualTo("NOT_FOUND");
    assertThat(failed.at("/failedVersions").get("1.0.0").at("/errorCode").asString())
        .isEqualTo("SKIPPED");
    shell.json("dispose-package-versions" + named + " --versions 1.0.0");
    var deleted = shell.json("delete-package-versions" + named + " --versions 1.0.0");
    assertThat(deleted.at("/successfulVersions").get("1.0.0").at("/status").asString())
        .isEqualTo("Deleted");
  }

  /** What Debian's does not have. */
  private static void newer(AwsCli cli) {
    try (var origin = FixtureRegistry.start().add(scoped());
        var weir = WeirUnderTest.of(origin);
        var shell = new Shell(cli, weir)) {
      assertThat(weir.get("@scope/pkg/-/pkg-1.0.0.tgz").statusCode()).isEqualTo(200);
      Sandbox.write(shell.sandbox().project().resolve("asset"), "bytes");
      var named = " --domain local --repository dev --format npm --namespace scope --package pkg";

      assertThat(shell.json("delete-package" + named).at("/deletedPackage/package").asString())
          .isEqualTo("pkg");
      shell.refused(
          "publish-package-version"
              + named
              + " --package-version 1.0.0 --asset-name a --asset-sha256 "
              + "0".repeat(64)
              + " --asset-content asset",
          "An error occurred (ValidationException) when calling the PublishPackageVersion"
              + " operation: format: npm (expected: generic");
    }
  }

  private static void policiesAndTags(Shell shell) {
    var file = shell.sandbox().project().resolve("policy.json");
    Sandbox.write(file, POLICY);
    var onDomain = " --domain cli";
    var onRepository = " --domain cli --repository app";
    var put = " --policy-document file://" + file;
    var revision =
        shell.json("put-domain-permissions-policy" + onDomain + put).at("/policy/revision");
    var got = shell.json("get-domain-permissions-policy" + onDomain).at("/policy");
    assertThat(got.at("/document").asString()).isEqualTo(POLICY);
    assertThat(got.at("/resourceArn").asString()).isEqualTo(ARN + "domain/cli");
    shell.json(
        "delete-domain-permissions-policy"
            + onDomain
            + " --policy-revision "
            + revision.asString());
    shell.json("put-repository-permissions-policy" + onRepository + put);
    shell.json("get-repository-permissions-policy" + onRepository);
    shell.json("delete-repository-permissions-policy" + onRepository);

    var resource = " --resource-arn " + ARN + "domain/cli";
    assertThat(shell.run("tag-resource" + resource + " --tags key=a,value=1").succeeded()).isTrue();
    assertThat(shell.run("untag-resource" + resource + " --tag-keys team").succeeded()).isTrue();
    var tags = shell.json("list-tags-for-resource" + resource).at("/tags");
    assertThat(tags).hasSize(1);
    assertThat(tags.at("/0/key").asString()).isEqualTo("a");
  }

  private static void errors(Shell shell) {
    shell.refused(
        "create-domain --domain cli",
        "An error occurred (ConflictException) when calling the CreateDomain operation: ");
    shell.refused(
        "describe-repository --domain cli --repository none",
        "An error occurred (ResourceNotFoundException) when calling the DescribeRepository"
            + " operation: Repository not found. Repository 'none' in domain 'cli' owned by account"
            + " '000000000000' does not exist");
    shell.refused(
        "create-domain --domain My_Bad",
        "An error occurred (ValidationException) when calling the CreateDomain operation: domain:"
            + " My_Bad (expected: ");
    shell.refused(
        "get-authorization-token --domain cli --duration-seconds 43201",
        "An error occurred (ValidationException) when calling the GetAuthorizationToken operation:"
            + " duration: 43201 (expected: ");
  }

  private static void refused(AwsCli cli, Map<String, String> operations) {
    try (var origin = FixtureRegistry.start();
        var weir = WeirUnderTest.of(origin);
        var shell = new Shell(cli, weir)) {
      operations.forEach(
          (verb, arguments) ->
              shell.refused(
                  verb + " --domain local " + arguments,
                  "An error occurred (ValidationException) when calling the %s operation: %<s: this"
                      .formatted(title(verb))));
    }
  }

  private static String title(String verb) {
    var title = new StringBuilder();
    for (var word : verb.split("-", -1)) {
      title.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return title.toString();
  }

  private static List<String> names(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(element -> element.at("/name").asString())
        .toList();
  }

  private static Map<String, String> later() {
    var group = "--package-group /npm/scope/*";
    var all = new LinkedHashMap<String, String>();
    all.put("create-package-group", group);
    all.put("delete-package-group", group);
    all.put("describe-package-group", group);
    all.put("get-associated-package-group", "--format npm --package pkg");
    all.put("list-allowed-repositories-for-group", group + " --origin-restriction-type PUBLISH");
    all.put("list-associated-packages", group);
    all.put("list-package-groups", "");
    all.put("list-sub-package-groups", group);
    all.put("update-package-group", group);
    all.put("update-package-group-origin-configuration", group);
    return all;
  }

  /** Where the lines are typed, each without {@code aws codeartifact} and the endpoint. */
  private record Shell(AwsCli cli, String endpoint, Sandbox sandbox, Set<String> verbs)
      implements AutoCloseable {
    Shell(AwsCli cli, WeirUnderTest weir) {
      this(cli, weir.url(), Sandbox.create("cli"), new LinkedHashSet<>());
    }

    CommandResult run(String line) {
      var words = Arrays.stream(line.strip().split(" +", -1)).toList();
      verbs.add(words.get(0));
      var arguments = new ArrayList<>(List.of("codeartifact"));
      arguments.addAll(words);
      Stream.of("--endpoint-url", endpoint, "--output", "json").forEach(arguments::add);
      return cli.run(sandbox, arguments);
    }

    /** Runs a line to which the service answers an error, with these words in the message. */
    void refused(String line, String words) {
      var result = run(line);
      assertThat(result.output().replaceAll("\\s+", " ")).contains(words);
      assertThat(result.exitCode()).isEqualTo(cli.refusal());
    }

    /** What a line that succeeds prints. */
    JsonNode json(String line) {
      var result = run(line);
      assertThat(result.succeeded()).as("%s%n%s", line, result.output()).isTrue();
      return JsonMapper.shared().readTree(result.output());
    }

    @Override
    public void close() {
      sandbox.close();
    }
  }
}
