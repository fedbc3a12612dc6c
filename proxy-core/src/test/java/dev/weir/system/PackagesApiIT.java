package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.DescribePackageVersionResponse;
import software.amazon.awssdk.services.codeartifact.model.ListPackagesRequest;
import software.amazon.awssdk.services.codeartifact.model.PackageDependency;
import software.amazon.awssdk.services.codeartifact.model.PackageFormat;
import software.amazon.awssdk.services.codeartifact.model.PackageSummary;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionOrigin;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionOriginType;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionSortType;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionSummary;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;
import software.amazon.awssdk.services.codeartifact.model.ValidationException;
import software.amazon.awssdk.services.codeartifact.model.ValidationExceptionReason;

/** What repositories have, as the AWS SDK for Java reads it. */
@LeaksCheckedAfterAll
class PackagesApiIT {
  private static final String DOMAIN = "local";
  private static final String REPOSITORY = "dev";

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static CodeartifactClient sdk;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    sdk = Sdk.of(weir);
    origin.add(
        FixturePackage.of("plain")
            .versions("1.0.0", "1.10.0", "1.9.0", "2.0.0-rc.1")
            .tag("latest", "1.9.0"));
    origin.add(
        FixturePackage.of("@scope/name")
            .version(
                "1.0.0",
                v ->
                    v.dependsOn("plain", "^1.0.0")
                        .dependsOn("@scope/other", "*")
                        .field("devDependencies", Map.of("tool", "~2.0.0"))
                        .field("peerDependencies", Map.of("host", ">=3"))
                        .optionallyDependsOn("extra", "1.x")));
    origin.add(FixturePackage.of("only-upstream").versions("1.0.0"));
    for (var version : List.of("1.0.0", "1.10.0", "1.9.0")) {
      install(weir, "plain", version);
    }
    install(weir, "@scope/name", "1.0.0");
  }

  @AfterAll
  static void stop() {
    sdk.close();
    weir.close();
    origin.close();
  }

  @Test
  void packagesAreListedAtOnceWithTheirOriginControls() {
    install(weir, "plain", "1.0.0");

    assertThat(sdk.listPackages(r -> r.domain(DOMAIN).repository(REPOSITORY)).packages())
        .extracting(
            PackageSummary::formatAsString, PackageSummary::namespace, PackageSummary::packageValue)
        .containsExactly(tuple("npm", "scope", "name"), tuple("npm", null, "plain"));
    var controls = sdk.listPackages(r -> r.domain(DOMAIN).repository(REPOSITORY)).packages().get(0);
    assertThat(controls.originConfiguration().restrictions().publish())
        .isEqualTo(AllowPublish.BLOCK);
    assertThat(controls.originConfiguration().restrictions().upstream())
        .isEqualTo(AllowUpstream.ALLOW);
  }

  /** The first download of each: what it leaves behind is written while its last bytes go out. */
  @Test
  void whatWasInstalledAMomentAgoIsThere() {
    try (var own = WeirUnderTest.of(origin);
        var client = Sdk.of(own)) {
      for (int i = 0; i < 40; i++) {
        var name = "moment-" + i;
        origin.add(FixturePackage.of(name).versions("1.0.0").tarballBytes(i % 2 * 600_000));
        install(own, name, "1.0.0");

        for (var repository : List.of("dev", "npm-store")) {
          var described =
              client.describePackage(
                  r -> r.domain(DOMAIN).repository(repository).format("npm").packageValue(name));
          assertThat(described.packageValue().name()).isEqualTo(name);
          var versions =
              client.listPackageVersions(
                  r -> r.domain(DOMAIN).repository(repository).format("npm").packageValue(name));
          assertThat(versions.versions()).as(name).hasSize(1);
        }
      }
    }
  }

  @Test
  void aListIsFilteredByFormatNamePrefixesAndOriginControls() {
    assertThat(listed(r -> r.format(PackageFormat.NPM).namespace("sc"))).containsExactly("name");
    assertThat(listed(r -> r.format(PackageFormat.NPM).namespace("other"))).isEmpty();
    assertThat(listed(r -> r.packagePrefix("pl"))).containsExactly("plain");
    assertThat(listed(r -> r.packagePrefix("na"))).containsExactly("name");
    assertThat(listed(r -> r.format(PackageFormat.PYPI))).isEmpty();
    assertThat(listed(r -> r.publish(AllowPublish.BLOCK))).containsExactly("name", "plain");
    assertThat(listed(r -> r.publish(AllowPublish.ALLOW))).isEmpty();
    assertThat(listed(r -> r.upstream(AllowUpstream.ALLOW))).hasSize(2);
    assertThat(listed(r -> r.upstream(AllowUpstream.BLOCK))).isEmpty();
    assertInvalid(
        () -> listed(r -> r.namespace("scope")), "namespace: scope (expected: a format beside it)");
    assertInvalid(() -> listed(r -> r.format("zip")), "format: zip (expected: one of npm,");
    assertInvalid(
        () -> listed(r -> r.publish("MAYBE")), "publish: MAYBE (expected: one of ALLOW, BLOCK)");
    assertInvalid(() -> listed(r -> r.maxResults(0)), "max-results: 0 (expected: 1 to 1000)");
    assertInvalid(() -> listed(r -> r.maxResults(1001)), "max-results: 1001 (expected: 1 to 1000)");
  }

  @Test
  void aPackageIsDescribed() {
    var described =
        sdk.describePackage(
                r ->
                    r.domain(DOMAIN)
                        .repository(REPOSITORY)
                        .format("npm")
                        .namespace("scope")
                        .packageValue("name"))
            .packageValue();

    assertThat(described.formatAsString()).isEqualTo("npm");
    assertThat(described.namespace()).isEqualTo("scope");
    assertThat(described.name()).isEqualTo("name");
    assertThat(described.originConfiguration().restrictions().publish())
        .isEqualTo(AllowPublish.BLOCK);
  }

  @Test
  void versionsAreListedInAnOrderThatStands() {
    var byName =
        sdk.listPackageVersions(
            r -> r.domain(DOMAIN).repository(REPOSITORY).format("npm").packageValue("plain"));
    var newestFirst =
        sdk.listPackageVersions(
            r ->
                r.domain(DOMAIN)
                    .repository(REPOSITORY)
                    .format("npm")
                    .packageValue("plain")
                    .sortBy(PackageVersionSortType.PUBLISHED_TIME));

    assertThat(byName.formatAsString()).isEqualTo("npm");
    assertThat(byName.namespace()).isNull();
    assertThat(byName.packageValue()).isEqualTo("plain");
    assertThat(byName.nextToken()).isNull();
    assertThat(byName.defaultDisplayVersion()).as("what latest points to").isEqualTo("1.9.0");
    assertThat(byName.versions())
        .extracting(PackageVersionSummary::version)
        .containsExactly("1.0.0", "1.10.0", "1.9.0");
    assertThat(newestFirst.versions())
        .extracting(PackageVersionSummary::version)
        .containsExactly("1.9.0", "1.10.0", "1.0.0");
    assertThat(byName.versions())
        .allSatisfy(
            version -> {
              assertThat(version.status()).isEqualTo(PackageVersionStatus.PUBLISHED);
              assertThat(version.revision()).matches("[A-Za-z0-9+/]{43}=");
              assertExternal(version.origin());
            });
    assertThat(byName.versions())
        .extracting(PackageVersionSummary::revision)
        .doesNotHaveDuplicates();
  }

  @Test
  void aVersionIsDescribedFromItsManifest() {
    var described = describe("scope", "name", "1.0.0").packageVersion();

    assertThat(described.formatAsString()).isEqualTo("npm");
    assertThat(described.namespace()).isEqualTo("scope");
    assertThat(described.packageName()).isEqualTo("name");
    assertThat(described.displayName()).isEqualTo("@scope/name");
    assertThat(described.version()).isEqualTo("1.0.0");
    assertThat(described.summary()).isEqualTo("Made up as @scope/name, for tests. Größe: 1½ «ok»");
    assertThat(described.homePage()).isEqualTo("https://registry.example/@scope/name#readme");
    assertThat(described.sourceCodeRepository())
        .isEqualTo("git+https://registry.example/@scope/name.git");
    assertThat(described.publishedTime())
        .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
    assertThat(described.licenses()).hasSize(1);
    assertThat(described.licenses().get(0).name()).isEqualTo("MIT");
    assertThat(described.status()).isEqualTo(PackageVersionStatus.PUBLISHED);
    assertThat(described.revision()).matches("[A-Za-z0-9+/]{43}=");
    assertExternal(described.origin());
  }

  @Test
  void dependenciesAreThoseOfTheVersionsManifest() {
    var answer =
        sdk.listPackageVersionDependencies(
            r ->
                r.domain(DOMAIN)
                    .repository(REPOSITORY)
                    .format("npm")
                    .namespace("scope")
                    .packageValue("name")
                    .packageVersion("1.0.0"));

    assertThat(answer.formatAsString()).isEqualTo("npm");
    assertThat(answer.namespace()).isEqualTo("scope");
    assertThat(answer.packageValue()).isEqualTo("name");
    assertThat(answer.version()).isEqualTo("1.0.0");
    assertThat(answer.versionRevision())
        .isEqualTo(describe("scope", "name", "1.0.0").packageVersion().revision());
    assertThat(answer.nextToken()).isNull();
    assertThat(answer.dependencies())
        .containsExactlyInAnyOrder(
            dependency(null, "plain", "regular", "^1.0.0"),
            dependency("scope", "other", "regular", "*"),
            dependency(null, "tool", "dev", "~2.0.0"),
            dependency(null, "host", "peer", ">=3"),
            dependency(null, "extra", "optional", "1.x"));
  }

  @Test
  void whatIsNotHereIsNotFoundByItsName() {
    assertNotFound(
        () -> sdk.listPackages(r -> r.domain("nowhere").repository(REPOSITORY)),
        ResourceType.DOMAIN,
        "nowhere");
    assertNotFound(
        () -> sdk.listPackages(r -> r.domain(DOMAIN).repository("nowhere")),
        ResourceType.REPOSITORY,
        "local/nowhere");
    assertNotFound(
        () -> describe(null, "nothing", "1.0.0"), ResourceType.PACKAGE, "local/dev/npm//nothing");
    assertNotFound(
        () -> describe("@scope", "name", "1.0.0"),
        ResourceType.PACKAGE,
        "local/dev/npm/@scope/name");
    assertNotFound(
        () -> describe("scope", "name", "9.9.9"),
        ResourceType.PACKAGE_VERSION,
        "local/dev/npm/scope/name/9.9.9");
    assertNotFound(
        () ->
            sdk.describePackage(
                r -> r.domain(DOMAIN).repository(REPOSITORY).format("pypi").packageValue("plain")),
        ResourceType.PACKAGE,
        "local/dev/pypi//plain");
  }

  /** Calls look at the one repository, whatever a client of npm sees through it. */
  @Test
  void whatOnlyAnUpstreamHasIsNotFound() {
    assertThat(weir.get("only-upstream").statusCode()).isEqualTo(200);

    assertNotFound(
        () -> describe(null, "only-upstream", "1.0.0"),
        ResourceType.PACKAGE,
        "local/dev/npm//only-upstream");
    assertNotFound(
        () ->
            sdk.listPackageVersions(
                r ->
                    r.domain(DOMAIN)
                        .repository(REPOSITORY)
                        .format("npm")
                        .packageValue("only-upstream")),
        ResourceType.PACKAGE,
        "local/dev/npm//only-upstream");
  }

  @Test
  void aRetainedVersionIsThereAfterItsOriginIsGone() {
    try (var gone = FixtureRegistry.start();
        var own = WeirUnderTest.of(gone);
        var client = Sdk.of(own)) {
      gone.add(FixturePackage.of("left").versions("1.0.0"));
      install(own, "left", "1.0.0");
      gone.stop();

      for (var repository : List.of("dev", "npm-store")) {
        var versions =
            client.listPackageVersions(
                r -> r.domain(DOMAIN).repository(repository).format("npm").packageValue("left"));
        assertThat(versions.versions()).hasSize(1);
        assertThat(versions.defaultDisplayVersion()).isEqualTo("1.0.0");
      }
      var size = client.describeDomain(r -> r.domain(DOMAIN)).domain().assetSizeBytes();
      assertThat(size)
          .as("once, though two repositories have it")
          .isEqualTo(gone.tarball("left", "1.0.0").bytes().length);
    }
  }

  private static DescribePackageVersionResponse describe(
      @Nullable String namespace, String name, String version) {
    return sdk.describePackageVersion(
        r ->
            r.domain(DOMAIN)
                .repository(REPOSITORY)
                .format("npm")
                .namespace(namespace)
                .packageValue(name)
                .packageVersion(version));
  }

  private static List<String> listed(Consumer<ListPackagesRequest.Builder> change) {
    return sdk
        .listPackages(r -> change.accept(r.domain(DOMAIN).repository(REPOSITORY)))
        .packages()
        .stream()
        .map(PackageSummary::packageValue)
        .toList();
  }

  private static PackageDependency dependency(
      @Nullable String namespace, String name, String type, String range) {
    return PackageDependency.builder()
        .namespace(namespace)
        .packageValue(name)
        .dependencyType(type)
        .versionRequirement(range)
        .build();
  }

  private static void assertExternal(PackageVersionOrigin came) {
    assertThat(came.originType()).isEqualTo(PackageVersionOriginType.EXTERNAL);
    assertThat(came.domainEntryPoint().externalConnectionName()).isEqualTo("public:npmjs");
    assertThat(came.domainEntryPoint().repositoryName()).isNull();
  }

  private static void assertInvalid(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ValidationException.class,
            invalid -> {
              assertThat(invalid.getMessage()).contains(message);
              assertThat(invalid.reason())
                  .isEqualTo(ValidationExceptionReason.FIELD_VALIDATION_FAILED);
            });
  }

  private static void assertNotFound(ThrowingCallable call, ResourceType type, String id) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            missing -> {
              assertThat(missing.resourceType()).isEqualTo(type);
              assertThat(missing.resourceId()).isEqualTo(id);
              assertThat(missing.statusCode()).isEqualTo(404);
            });
  }

  private static void install(WeirUnderTest through, String name, String version) {
    assertThat(through.bytes(FixtureRegistry.tarballPath(name, version).substring(1)).statusCode())
        .isEqualTo(200);
  }
}
