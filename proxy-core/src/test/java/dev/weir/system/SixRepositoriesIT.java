package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.NpmClient;
import dev.weir.testing.documents.FixturePackage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.CodeartifactException;
import software.amazon.awssdk.services.codeartifact.model.RepositoryDescription;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepositoryInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Six repositories in two branches, made through the API and installed from by npm:
 *
 * <pre>
 * app ─┬─ team ─┬─ corp-store ── corp
 *      │        └─ shared
 *      └─ mirror ── npm-store ── public:npmjs
 * </pre>
 */
@LeaksCheckedAfterAll
class SixRepositoriesIT {
  private static final String DOMAIN = "six";

  private FixtureRegistry corp;
  private FixtureRegistry origin;
  private WeirUnderTest weir;
  private CodeartifactClient client;

  @BeforeEach
  void start() {
    corp = FixtureRegistry.start();
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin, "external-connections.corp.url=" + corp.url());
    client = JavaSdk.URL_CONNECTION.client(weir.url());
    client.createDomain(r -> r.domain(DOMAIN));
    create("npm-store");
    create("shared");
    create("corp-store");
    create("mirror", "npm-store");
    create("team", "corp-store", "shared");
    create("app", "team", "mirror");
    connect("corp-store", "corp");
    connect("npm-store", "public:npmjs");
  }

  @AfterEach
  void stop() {
    client.close();
    weir.close();
    origin.close();
    corp.close();
  }

  @Test
  void theFirstRepositoryOfTheSearchOrderThatHasAVersionAnswers() {
    corp.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0").tarballBytes(30_000));
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0").tarballBytes(50_000));
    try (var npm = NpmClient.of(registry("app"))) {
      installs(npm, "pkg@1.0.0");
      assertThat(npm.installed()).containsEntry("pkg", "1.0.0");
      assertThat(corp.tarballRequests()).isEqualTo(1);
      assertThat(origin.tarballRequests()).as("the other branch").isZero();

      update("app", "mirror", "team");
      installs(npm, "pkg@1.1.0");

      assertThat(npm.installed()).containsEntry("pkg", "1.1.0");
      assertThat(corp.tarballRequests()).isEqualTo(1);
      assertThat(origin.tarballRequests()).isEqualTo(1);
      assertThat(tarballLength("app", "1.0.0")).as("kept as it was fetched").isEqualTo(30_000);
      assertThat(tarballLength("app", "1.1.0")).isEqualTo(50_000);
    }
  }

  @Test
  void aBranchIsFollowedToItsEndBeforeTheNext() {
    corp.add(FixturePackage.of("deep").versions("1.0.0").tarballBytes(30_000));
    origin.add(FixturePackage.of("deep").versions("1.0.0").tarballBytes(50_000));
    // The same one a step nearer in the second branch than the first has its own.
    update("app", "team", "npm-store");

    assertThat(tarballLength("app", "deep", "1.0.0")).isEqualTo(30_000);
    assertThat(origin.tarballRequests()).isZero();
  }

  @Test
  void theTagOfTheFarthestUpstreamWins() {
    corp.add(
        FixturePackage.of("pkg")
            .versions("1.0.0", "1.5.0")
            .tag("latest", "1.5.0")
            .tag("corp", "1.0.0"));
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "2.0.0").tag("latest", "2.0.0"));
    try (var npm = NpmClient.of(registry("app"))) {
      assertThat(npm.run(List.of("dist-tag", "ls", "pkg")).output())
          .contains("latest: 2.0.0", "corp: 1.0.0");
      installs(npm, "pkg");
      assertThat(npm.installed()).containsEntry("pkg", "2.0.0");

      update("app", "mirror", "team");

      assertThat(packument("app", "pkg").at("/dist-tags/latest").asString()).isEqualTo("1.5.0");
      installs(npm.emptyCache(), "pkg@latest");
      assertThat(npm.installed()).containsEntry("pkg", "1.5.0");
      assertThat(packument("app", "pkg").at("/versions").propertyNames())
          .containsExactlyInAnyOrder("1.0.0", "1.5.0", "2.0.0");
    }
  }

  @Test
  void aVersionIsKeptWhereItWasAskedForAndWhereItCameInAndNowhereElse() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
    try (var npm = NpmClient.of(registry("app"))) {
      installs(npm, "pkg@1.0.0");

      assertThat(packages("app")).containsExactly("pkg");
      assertThat(packages("npm-store")).containsExactly("pkg");
      assertThat(packages("mirror")).isEmpty();
      assertThat(packages("team")).isEmpty();
      assertThat(packages("corp-store")).isEmpty();
      assertThat(packages("shared")).isEmpty();
      assertThat(versions("app")).as("not all of the packument").containsExactly("1.0.0");
    }
  }

  @Test
  void whatIsKeptDoesNotDependOnWhereItCameFrom() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0"));
    try (var npm = NpmClient.of(registry("app"))) {
      installs(npm, "pkg@1.0.0");
      assertThat(packages("app")).containsExactly("pkg");

      origin.stop();
      client.disassociateExternalConnection(
          r -> r.domain(DOMAIN).repository("npm-store").externalConnection("public:npmjs"));
      assertThat(packages("npm-store")).as("disconnected").containsExactly("pkg");
      delete("npm-store");
      delete("mirror");

      assertThat(packages("app")).containsExactly("pkg");
      var again = npm.removeModules().emptyCache().ci();
      assertThat(again.succeeded()).as(again.output()).isTrue();
      var afresh = npm.removeModules().removeLockfile().emptyCache().install();
      assertThat(afresh.succeeded()).as(afresh.output()).isTrue();
      assertThat(npm.installed()).containsEntry("pkg", "1.0.0");
      assertThat(packument("app", "pkg").at("/versions").propertyNames()).containsExactly("1.0.0");
    }
  }

  @Test
  void changesTakeEffectAtOnce() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    update("app");
    try (var npm = NpmClient.of(registry("app"))) {
      assertThat(npm.install("pkg").output()).contains("E404");

      update("app", "mirror");
      installs(npm.emptyCache(), "pkg");
    }
    for (int round = 0; round < 20; round++) {
      update("shared", "mirror");
      assertThat(status("shared", "pkg")).as("round %d", round).isEqualTo(200);
      update("shared");
      assertThat(status("shared", "pkg")).as("round %d", round).isEqualTo(404);
    }
  }

  @Test
  void aRepositoryThatOthersUseCanBeDeletedAndIsEmptyWhenItComesBack() {
    corp.add(FixturePackage.of("corps").versions("1.0.0"));
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    try (var npm = NpmClient.of(registry("app"))) {
      installs(npm, "corps");
      installs(npm, "pkg");

      var deleted = client.deleteRepository(r -> r.domain(DOMAIN).repository("corp-store"));
      assertThat(deleted.repository().externalConnections()).hasSize(1);

      assertThat(upstreams(describe("team"))).containsExactly("shared");
      assertThat(upstreams(describe("app"))).containsExactly("team", "mirror");
      assertThat(packages("app")).containsExactly("corps", "pkg");
      var afresh = npm.removeModules().emptyCache().ci();
      assertThat(afresh.succeeded()).as(afresh.output()).isTrue();
      assertThat(status("corp-store", "corps")).isEqualTo(404);

      create("corp-store");
      assertThat(packages("corp-store")).isEmpty();
      assertThat(status("corp-store", "corps")).isEqualTo(404);
    }
  }

  @Test
  void tenUpstreamsAreTheMost() {
    var names = IntStream.range(0, 11).mapToObj("up-%d"::formatted).toArray(String[]::new);
    for (var name : names) {
      create(name);
    }
    var ten = Arrays.copyOf(names, 10);
    update("shared", ten);

    refused(402, "ServiceQuotaExceededException", () -> update("shared", names));
    refused(402, "ServiceQuotaExceededException", () -> create("new", names));

    assertThat(upstreams(describe("shared"))).containsExactly(ten);
    refused(404, "ResourceNotFoundException", () -> describe("new"));
  }

  @Test
  void twentyFiveRepositoriesAreSearchedAtMost() {
    create("link-1");
    for (int i = 2; i <= 25; i++) {
      create("link-" + i, "link-" + (i - 1));
    }

    refused(402, "ServiceQuotaExceededException", () -> create("link-26", "link-25"));
    // An edge at the far end makes the search of the first one too long.
    var message = refused(402, "ServiceQuotaExceededException", () -> update("link-1", "shared"));

    assertThat(message).contains("26", "25");
    assertThat(upstreams(describe("link-1"))).isEmpty();
  }

  @Test
  void aCycleIsRefusedWithItsWayAround() {
    var message = refused(400, "ValidationException", () -> update("npm-store", "app"));
    assertThat(message).as("it has a connection").contains("public:npmjs");
    refused(400, "ValidationException", () -> update("app", "app"));

    var around = refused(400, "ValidationException", () -> update("shared", "app"));

    assertThat(around).contains("app -> team -> shared -> app");
    assertThat(upstreams(describe("shared"))).isEmpty();
  }

  @Test
  void anUpstreamIsOfTheDomainAndStandsThereOnce() {
    client.createDomain(r -> r.domain("other"));
    client.createRepository(r -> r.domain("other").repository("theirs"));

    assertThat(refused(404, "ResourceNotFoundException", () -> update("app", "theirs")))
        .contains("theirs");
    refused(400, "ValidationException", () -> update("app", "team", "team"));
    assertThat(upstreams(describe("app"))).containsExactly("team", "mirror");
  }

  @Test
  void upstreamsAndAConnectionExcludeEachOther() {
    refused(400, "ValidationException", () -> connect("app", "public:npmjs"));
    refused(400, "ValidationException", () -> update("npm-store", "shared"));

    assertThat(upstreams(describe("npm-store"))).isEmpty();
    assertThat(describe("app").externalConnections()).isEmpty();
  }

  @Test
  void aRepositoryHasOneConnection() {
    var second = refused(400, "ValidationException", () -> connect("npm-store", "corp"));
    var same = refused(409, "ConflictException", () -> connect("npm-store", "public:npmjs"));

    // AWS's own words, which Terraform and others look for.
    assertThat(second).contains("ExternalConnections for repositories are currently limited to 1");
    assertThat(same).contains("public:npmjs");
    refused(404, "ResourceNotFoundException", () -> connect("shared", "public:no-such"));
    refused(400, "ValidationException", () -> connect("shared", "public:pypi"));
  }

  private void create(String name, String... upstreams) {
    client.createRepository(
        r -> {
          r.domain(DOMAIN).repository(name);
          if (upstreams.length > 0) {
            r.upstreams(forms(upstreams));
          }
        });
  }

  private void update(String name, String... upstreams) {
    client.updateRepository(r -> r.domain(DOMAIN).repository(name).upstreams(forms(upstreams)));
  }

  private void connect(String name, String connection) {
    client.associateExternalConnection(
        r -> r.domain(DOMAIN).repository(name).externalConnection(connection));
  }

  private void delete(String name) {
    client.deleteRepository(r -> r.domain(DOMAIN).repository(name));
  }

  private RepositoryDescription describe(String name) {
    return client.describeRepository(r -> r.domain(DOMAIN).repository(name)).repository();
  }

  private static List<UpstreamRepository> forms(String... names) {
    return Arrays.stream(names)
        .map(name -> UpstreamRepository.builder().repositoryName(name).build())
        .toList();
  }

  private static List<String> upstreams(RepositoryDescription repository) {
    return repository.upstreams().stream().map(UpstreamRepositoryInfo::repositoryName).toList();
  }

  private List<String> packages(String repository) {
    return client.listPackages(r -> r.domain(DOMAIN).repository(repository)).packages().stream()
        .map(found -> found.packageValue())
        .toList();
  }

  private List<String> versions(String repository) {
    return client
        .listPackageVersions(
            r -> r.domain(DOMAIN).repository(repository).format("npm").packageValue("pkg"))
        .versions()
        .stream()
        .map(found -> found.version())
        .toList();
  }

  /** The message of a refusal. */
  private static String refused(int status, String type, ThrowingCallable call) {
    var error = catchThrowableOfType(CodeartifactException.class, call);
    assertThat(error).as(type).isNotNull();
    assertThat(error.statusCode()).as(error.getMessage()).isEqualTo(status);
    assertThat(error.awsErrorDetails().errorCode()).isEqualTo(type);
    return error.awsErrorDetails().errorMessage();
  }

  private static void installs(NpmClient npm, String specifier) {
    var result = npm.install(specifier);
    assertThat(result.succeeded()).as(result.output()).isTrue();
  }

  private String registry(String repository) {
    return weir.registry(DOMAIN + "/" + repository);
  }

  private int status(String repository, String name) {
    return weir.getUrl(registry(repository) + name).statusCode();
  }

  private JsonNode packument(String repository, String name) {
    var reply = weir.getUrl(registry(repository) + name);
    assertThat(reply.statusCode()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body());
  }

  private int tarballLength(String repository, String version) {
    return tarballLength(repository, "pkg", version);
  }

  private int tarballLength(String repository, String name, String version) {
    var reply = weir.getUrl(registry(repository) + name + "/-/" + name + "-" + version + ".tgz");
    assertThat(reply.statusCode()).isEqualTo(200);
    return Integer.parseInt(
        reply.headers().map().getOrDefault("content-length", List.of("-1")).get(0));
  }
}
