package dev.weir.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.CopyPackageVersionsRequest;
import software.amazon.awssdk.services.codeartifact.model.CopyPackageVersionsResponse;
import software.amazon.awssdk.services.codeartifact.model.PackageOriginRestrictions;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionSummary;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;
import software.amazon.awssdk.services.codeartifact.model.ValidationException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CopyPackageVersions, and what clients of the destination see afterwards. */
@LeaksCheckedAfterAll
class SdkCopyIT {
  private FixtureRegistry origin;
  private WeirUnderTest weir;
  private CodeartifactClient sdk;

  @BeforeEach
  void start() {
    origin = FixtureRegistry.start();
    origin.add(FixturePackage.of("pkg").versions("1.0.0", "1.1.0", "2.0.0").tag("stable", "1.0.0"));
    weir = WeirUnderTest.of(origin);
    sdk = Sdk.of(weir);
    for (var repository : List.of("team", "prod")) {
      sdk.createRepository(r -> r.domain("local").repository(repository));
    }
  }

  @AfterEach
  void stop() {
    sdk.close();
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasInstalledIsCopiedWithItsTagsOnEachClient(JavaSdk java) {
    install("1.0.0", "1.1.0");
    try (var client = java.client(weir.url())) {
      var copied =
          client.copyPackageVersions(
              r ->
                  r.domain("local")
                      .sourceRepository("dev")
                      .destinationRepository("prod")
                      .format("npm")
                      .packageValue("pkg")
                      .versions("1.0.0"));

      assertThat(copied.failedVersions()).isEmpty();
      assertThat(copied.successfulVersions()).containsOnlyKeys("1.0.0");
      assertThat(requireNonNull(copied.successfulVersions().get("1.0.0")).status())
          .isEqualTo(PackageVersionStatus.PUBLISHED);
      assertThat(requireNonNull(copied.successfulVersions().get("1.0.0")).revision())
          .isEqualTo(summary("dev", "1.0.0").revision())
          .isEqualTo(summary("prod", "1.0.0").revision());
    }
    var seen = packument("prod");
    assertThat(seen.at("/versions").propertyNames()).containsExactly("1.0.0");
    assertThat(seen.at("/dist-tags").propertyNames()).containsExactlyInAnyOrder("latest", "stable");
    assertThat(seen.at("/dist-tags/stable").asString()).isEqualTo("1.0.0");
    assertThat(summary("prod", "1.0.0").origin().domainEntryPoint().externalConnectionName())
        .isEqualTo("public:npmjs");
    assertThat(restrictions("prod").publish()).isEqualTo(AllowPublish.BLOCK);
    assertThat(restrictions("prod").upstream()).isEqualTo(AllowUpstream.ALLOW);
    var tarball = weir.getUrl(weir.registry("local/prod") + "pkg/-/pkg-1.0.0.tgz");
    assertThat(tarball.statusCode()).isEqualTo(200);
  }

  @Test
  void theSameAgainIsASuccessThatNamesNothing() {
    install("1.0.0");
    copy(r -> r.versions("1.0.0"));

    var again = copy(r -> r.versions("1.0.0"));

    assertThat(again.successfulVersions()).isEmpty();
    assertThat(again.failedVersions()).isEmpty();
  }

  @Test
  void whatOnlyUpstreamHasIsCopiedIfAskedForAndNobodyIsAsked() {
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    install("1.0.0");
    origin.resetCounters();

    var without = copy(r -> r.versions("2.0.0", "1.0.0"));
    assertFailed(without, "2.0.0", "NOT_FOUND", "Could not find version 2.0.0");
    assertFailed(without, "1.0.0", "SKIPPED", "Version 1.0.0 was skipped");
    var with = copy(r -> r.versions("2.0.0", "1.0.0").includeFromUpstream(true));

    assertThat(with.successfulVersions()).containsOnlyKeys("1.0.0", "2.0.0");
    assertThat(origin.totalRequests()).isZero();
    assertThat(versions("dev")).containsExactly("1.0.0");
    assertThat(versions("prod")).containsExactly("1.0.0", "2.0.0");
    assertThat(packument("prod").at("/dist-tags/latest").asString()).isEqualTo("2.0.0");
    assertThat(weir.getUrl(weir.registry("local/prod") + "pkg/-/pkg-2.0.0.tgz").statusCode())
        .isEqualTo(200);
  }

  @Test
  void whatIsClosedForTheSourceIsNotCopiedFromUpstream() {
    assertThat(weir.get("pkg").statusCode()).isEqualTo(200);
    install("1.0.0");
    sdk.putPackageOriginConfiguration(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .packageValue("pkg")
                .restrictions(c -> c.publish("ALLOW").upstream("BLOCK")));

    var answer = copy(r -> r.versions("2.0.0").includeFromUpstream(true));

    assertFailed(answer, "2.0.0", "NOT_FOUND", "Could not find version 2.0.0");
  }

  @Test
  void otherContentIsReplacedOnlyIfThatIsAllowed() {
    publish("team", "pkg", "1.0.0", "new", "latest", "beta");
    publish("prod", "pkg", "1.0.0", "old", "latest");
    publish("prod", "pkg", "0.9.0", "older", "beta");

    var refused = copyFrom("team", r -> r.versions("1.0.0"));
    assertFailed(refused, "1.0.0", "ALREADY_EXISTS", "Version 1.0.0 already exists");
    assertThat(tarball("prod", "1.0.0")).isEqualTo("old");
    var allowed = copyFrom("team", r -> r.versions("1.0.0").allowOverwrite(true));

    assertThat(allowed.successfulVersions()).containsOnlyKeys("1.0.0");
    assertThat(tarball("prod", "1.0.0")).isEqualTo("new");
    assertThat(packument("prod").at("/dist-tags/beta").asString()).isEqualTo("1.0.0");
    assertThat(packument("prod").at("/versions").propertyNames())
        .containsExactlyInAnyOrder("0.9.0", "1.0.0");
    assertThat(summary("prod", "1.0.0").origin().domainEntryPoint().repositoryName())
        .isEqualTo("team");
  }

  @Test
  void aFirstVersionThatWasPublishedElsewhereLeavesBothControlsOpen() {
    publish("team", "@acme/own", "1.0.0", "ours", "latest");

    copyFrom("team", r -> r.namespace("acme").packageValue("own").versions("1.0.0"));

    var controls =
        sdk.describePackage(
                r ->
                    r.domain("local")
                        .repository("prod")
                        .format("npm")
                        .namespace("acme")
                        .packageValue("own"))
            .packageValue()
            .originConfiguration()
            .restrictions();
    assertThat(controls.publish()).isEqualTo(AllowPublish.ALLOW);
    assertThat(controls.upstream()).isEqualTo(AllowUpstream.ALLOW);
  }

  @Test
  void revisionsAreThoseOfTheSource() {
    install("1.0.0", "1.1.0");
    var right = summary("dev", "1.0.0").revision();

    var wrong = copy(r -> r.versionRevisions(Map.of("1.0.0", right, "1.1.0", "Other=")));
    var good = copy(r -> r.versionRevisions(Map.of("1.0.0", right)));

    assertFailed(
        wrong,
        "1.1.0",
        "MISMATCHED_REVISION",
        "current revision: %s, expected revision: Other="
            .formatted(summary("dev", "1.1.0").revision()));
    assertFailed(wrong, "1.0.0", "SKIPPED", "Version 1.0.0 was skipped");
    assertThat(good.successfulVersions()).containsOnlyKeys("1.0.0");
    assertThat(versions("prod")).containsExactly("1.0.0");
  }

  @Test
  void theStatusTravelsAndADisposedVersionDoesNot() {
    install("1.0.0", "1.1.0");
    sdk.updatePackageVersionsStatus(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .packageValue("pkg")
                .versions("1.0.0")
                .targetStatus("Unlisted"));
    sdk.disposePackageVersions(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .packageValue("pkg")
                .versions("1.1.0"));

    assertThat(
            requireNonNull(copy(r -> r.versions("1.0.0")).successfulVersions().get("1.0.0"))
                .status())
        .isEqualTo(PackageVersionStatus.UNLISTED);
    assertThat(summary("prod", "1.0.0").status()).isEqualTo(PackageVersionStatus.UNLISTED);
    var disposed = copy(r -> r.versions("1.1.0"));
    assertThat(requireNonNull(disposed.failedVersions().get("1.1.0")).errorCodeAsString())
        .isEqualTo("NOT_ALLOWED");
    assertThat(requireNonNull(disposed.failedVersions().get("1.1.0")).errorMessage())
        .contains("1.1.0");
  }

  @Test
  void aCopyOutlivesItsSource() {
    publish("team", "pkg", "1.0.0", "bytes", "latest");
    copyFrom("team", r -> r.versions("1.0.0"));

    sdk.deleteRepository(r -> r.domain("local").repository("team"));

    assertThat(tarball("prod", "1.0.0")).isEqualTo("bytes");
    weir.restart();
    assertThat(tarball("prod", "1.0.0")).isEqualTo("bytes");
  }

  @Test
  void whatCannotBeCopiedIsRefused() {
    install("1.0.0");

    assertInvalid(r -> {}, "versions, versionRevisions: none (expected: one of the two)");
    assertInvalid(
        r -> r.versions("1.0.0").versionRevisions(Map.of("1.0.0", "x")),
        "versions, versionRevisions: both (expected: one of the two)");
    assertInvalid(
        r -> r.versions("1.0.0").destinationRepository("dev"),
        "destination-repository: dev (expected: another one");
    assertInvalid(
        r -> r.versions("1.0.0", "1.0.0"), "versions[1]: 1.0.0 (expected: each version once)");
    assertMissing(
        r -> r.versions("1.0.0").sourceRepository("none"), ResourceType.REPOSITORY, "local/none");
    assertMissing(
        r -> r.versions("1.0.0").destinationRepository("none"),
        ResourceType.REPOSITORY,
        "local/none");
    assertMissing(
        r -> r.versions("1.0.0").packageValue("none"), ResourceType.PACKAGE, "local/dev/npm//none");
    assertMissing(
        r -> r.versions("1.0.0").format("pypi"), ResourceType.PACKAGE, "local/dev/pypi//pkg");
  }

  private void install(String... versions) {
    for (var version : versions) {
      assertThat(weir.get("pkg/-/pkg-%s.tgz".formatted(version)).statusCode()).isEqualTo(200);
    }
  }

  private void publish(
      String repository, String name, String version, String bytes, String... tags) {
    OwnVersions.publish(weir, "local/" + repository, name, version, bytes.getBytes(UTF_8), tags);
    sdk.close();
    sdk = Sdk.of(weir);
  }

  private CopyPackageVersionsResponse copy(Consumer<CopyPackageVersionsRequest.Builder> what) {
    return copyFrom("dev", what);
  }

  private CopyPackageVersionsResponse copyFrom(
      String source, Consumer<CopyPackageVersionsRequest.Builder> what) {
    return sdk.copyPackageVersions(
        r ->
            what.accept(
                r.domain("local")
                    .sourceRepository(source)
                    .destinationRepository("prod")
                    .format("npm")
                    .packageValue("pkg")));
  }

  private List<String> versions(String repository) {
    return summaries(repository).stream().map(PackageVersionSummary::version).toList();
  }

  private PackageVersionSummary summary(String repository, String version) {
    return summaries(repository).stream()
        .filter(found -> found.version().equals(version))
        .findFirst()
        .orElseThrow();
  }

  private List<PackageVersionSummary> summaries(String repository) {
    return sdk.listPackageVersions(
            r -> r.domain("local").repository(repository).format("npm").packageValue("pkg"))
        .versions();
  }

  private PackageOriginRestrictions restrictions(String repository) {
    return sdk.describePackage(
            r -> r.domain("local").repository(repository).format("npm").packageValue("pkg"))
        .packageValue()
        .originConfiguration()
        .restrictions();
  }

  private JsonNode packument(String repository) {
    var reply = weir.getUrl(weir.registry("local/" + repository) + "pkg");
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body());
  }

  private String tarball(String repository, String version) {
    var path = "pkg/-/pkg-%s.tgz".formatted(version);
    var reply = weir.getUrl(weir.registry("local/" + repository) + path);
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return reply.body();
  }

  private static void assertFailed(
      CopyPackageVersionsResponse answer, String version, String code, String message) {
    assertThat(answer.successfulVersions()).isEmpty();
    assertThat(requireNonNull(answer.failedVersions().get(version)).errorCodeAsString())
        .isEqualTo(code);
    assertThat(requireNonNull(answer.failedVersions().get(version)).errorMessage())
        .isEqualTo(message);
  }

  private void assertInvalid(Consumer<CopyPackageVersionsRequest.Builder> what, String message) {
    assertThatThrownBy(() -> copy(what))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining(message);
  }

  private void assertMissing(
      Consumer<CopyPackageVersionsRequest.Builder> what, ResourceType type, String id) {
    var missing = catchThrowableOfType(ResourceNotFoundException.class, () -> copy(what));
    assertThat(missing.resourceType()).isEqualTo(type);
    assertThat(missing.resourceId()).isEqualTo(id);
  }
}
