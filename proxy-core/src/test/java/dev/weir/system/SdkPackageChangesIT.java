package dev.weir.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.DeletePackageVersionsResponse;
import software.amazon.awssdk.services.codeartifact.model.PackageFormat;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionError;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionErrorCode;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionSummary;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;
import software.amazon.awssdk.services.codeartifact.model.UpdatePackageVersionsStatusResponse;
import software.amazon.awssdk.services.codeartifact.model.ValidationException;

/** The operations that change packages and versions, with every error code of a batch. */
@LeaksCheckedAfterAll
class SdkPackageChangesIT {
  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static CodeartifactClient sdk;
  private static int number;

  /** Another package in each test. */
  private String name;

  @BeforeAll
  static void start() {
    origin = FixtureRegistry.start();
    weir = WeirUnderTest.of(origin);
    sdk = Sdk.of(weir);
  }

  @AfterAll
  static void stop() {
    sdk.close();
    weir.close();
    origin.close();
  }

  @BeforeEach
  void install() {
    name = "changed-" + number++;
    origin.add(FixturePackage.of("@scope/" + name).versions("1.0.0", "1.1.0", "2.0.0"));
    for (var version : List.of("1.0.0", "1.1.0", "2.0.0")) {
      var path = "@scope/%s/-/%1$s-%s.tgz".formatted(name, version);
      assertThat(weir.get(path).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationWorksOnEachClient(JavaSdk java) {
    try (var client = java.client(weir.url())) {
      var controls =
          client.putPackageOriginConfiguration(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format(PackageFormat.NPM)
                      .namespace("scope")
                      .packageValue(name)
                      .restrictions(
                          c -> c.publish(AllowPublish.BLOCK).upstream(AllowUpstream.BLOCK)));
      assertThat(controls.originConfiguration().restrictions().upstream())
          .isEqualTo(AllowUpstream.BLOCK);

      var unlisted = status(client, PackageVersionStatus.UNLISTED, "1.0.0", "1.1.0");
      assertThat(unlisted.failedVersions()).isEmpty();
      assertThat(unlisted.successfulVersions()).containsOnlyKeys("1.0.0", "1.1.0");
      assertThat(requireNonNull(unlisted.successfulVersions().get("1.1.0")).revision())
          .isEqualTo(revision("1.1.0"));
      assertThat(requireNonNull(unlisted.successfulVersions().get("1.1.0")).status())
          .isEqualTo(PackageVersionStatus.UNLISTED);

      var disposed =
          client.disposePackageVersions(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format(PackageFormat.NPM)
                      .namespace("scope")
                      .packageValue(name)
                      .versions("1.1.0")
                      .versionRevisions(Map.of("1.1.0", revision("1.1.0")))
                      .expectedStatus(PackageVersionStatus.UNLISTED));
      assertThat(requireNonNull(disposed.successfulVersions().get("1.1.0")).status())
          .isEqualTo(PackageVersionStatus.DISPOSED);

      var deleted = deleted(client, "1.1.0");
      assertThat(deleted.failedVersions()).isEmpty();
      assertThat(requireNonNull(deleted.successfulVersions().get("1.1.0")).status())
          .isEqualTo(PackageVersionStatus.DELETED);
      assertThat(listed()).containsExactly("1.0.0 Unlisted", "2.0.0 Published");

      var gone =
          client
              .deletePackage(
                  r ->
                      r.domain("local")
                          .repository("dev")
                          .format(PackageFormat.NPM)
                          .namespace("scope")
                          .packageValue(name))
              .deletedPackage();
      assertThat(gone.format()).isEqualTo(PackageFormat.NPM);
      assertThat(gone.namespace()).isEqualTo("scope");
      assertThat(gone.packageValue()).isEqualTo(name);
      assertThat(gone.originConfiguration()).isEqualTo(controls.originConfiguration());
      assertMissing(this::listed, ResourceType.PACKAGE);
    }
  }

  @Test
  void oneThatIsMissingKeepsAllFromBeingChanged() {
    var answer = status(sdk, PackageVersionStatus.ARCHIVED, "1.0.0", "5.6.7", "2.0.0");

    assertThat(answer.successfulVersions()).isEmpty();
    assertFailed(
        answer.failedVersions(),
        "1.0.0 SKIPPED version 1.0.0 is skipped",
        "2.0.0 SKIPPED version 2.0.0 is skipped",
        "5.6.7 NOT_FOUND Could not find version 5.6.7");
    assertThat(listed()).allMatch(version -> version.endsWith(" Published"));
  }

  @Test
  void anotherRevisionThanExpectedIsToldWithBoth() {
    var answer =
        sdk.updatePackageVersionsStatus(
            r ->
                r.domain("local")
                    .repository("dev")
                    .format("npm")
                    .namespace("scope")
                    .packageValue(name)
                    .versions("1.0.0", "1.1.0")
                    .versionRevisions(Map.of("1.0.0", revision("1.0.0"), "1.1.0", "Other="))
                    .targetStatus(PackageVersionStatus.ARCHIVED));

    assertFailed(
        answer.failedVersions(),
        "1.0.0 SKIPPED version 1.0.0 is skipped",
        "1.1.0 MISMATCHED_REVISION current revision: %s, expected revision: Other="
            .formatted(revision("1.1.0")));
    assertThat(listed()).allMatch(version -> version.endsWith(" Published"));
  }

  @Test
  void anotherStatusThanExpectedIsToldWithBoth() {
    var answer =
        sdk.deletePackageVersions(
            r ->
                r.domain("local")
                    .repository("dev")
                    .format("npm")
                    .namespace("scope")
                    .packageValue(name)
                    .versions("1.0.0")
                    .expectedStatus(PackageVersionStatus.UNLISTED));

    assertFailed(
        answer.failedVersions(),
        "1.0.0 MISMATCHED_STATUS current status: Published, expected status: Unlisted");
    assertThat(listed()).hasSize(3);
  }

  @Test
  void aDisposedVersionCanOnlyBeDeleted() {
    dispose("1.0.0");

    var answer = status(sdk, PackageVersionStatus.PUBLISHED, "1.0.0");

    assertThat(requireNonNull(answer.failedVersions().get("1.0.0")).errorCode())
        .isEqualTo(PackageVersionErrorCode.NOT_ALLOWED);
    assertThat(requireNonNull(answer.failedVersions().get("1.0.0")).errorMessage())
        .contains("1.0.0", "Disposed");
    assertThat(deleted(sdk, "1.0.0").successfulVersions()).containsOnlyKeys("1.0.0");
  }

  @Test
  void theSameStatusAgainIsASuccess() {
    status(sdk, PackageVersionStatus.ARCHIVED, "1.0.0");

    var again = status(sdk, PackageVersionStatus.ARCHIVED, "1.0.0");

    assertThat(requireNonNull(again.successfulVersions().get("1.0.0")).status())
        .isEqualTo(PackageVersionStatus.ARCHIVED);
  }

  @Test
  void aPackageWhoseVersionsAreAllDeletedIsStillThereEmpty() {
    deleted(sdk, "1.0.0", "1.1.0", "2.0.0");

    assertThat(listed()).isEmpty();
    assertThat(
            sdk.describePackage(
                    r ->
                        r.domain("local")
                            .repository("dev")
                            .format("npm")
                            .namespace("scope")
                            .packageValue(name))
                .packageValue()
                .name())
        .isEqualTo(name);
  }

  @Test
  void whatIsMissingIsNamed() {
    for (var repository : List.of("dev", "none")) {
      var type = repository.equals("dev") ? ResourceType.PACKAGE : ResourceType.REPOSITORY;
      assertMissing(
          () ->
              sdk.deletePackage(
                  r ->
                      r.domain("local")
                          .repository(repository)
                          .format("npm")
                          .packageValue("never-seen")),
          type);
      assertMissing(
          () ->
              sdk.deletePackageVersions(
                  r ->
                      r.domain("local")
                          .repository(repository)
                          .format("npm")
                          .packageValue("never-seen")
                          .versions("1.0.0")),
          type);
      assertMissing(
          () ->
              sdk.disposePackageVersions(
                  r ->
                      r.domain("local")
                          .repository(repository)
                          .format("npm")
                          .packageValue("never-seen")
                          .versions("1.0.0")),
          type);
      assertMissing(
          () ->
              sdk.updatePackageVersionsStatus(
                  r ->
                      r.domain("local")
                          .repository(repository)
                          .format("npm")
                          .packageValue("never-seen")
                          .versions("1.0.0")
                          .targetStatus("Archived")),
          type);
    }
    assertMissing(
        () ->
            sdk.putPackageOriginConfiguration(
                r ->
                    r.domain("local")
                        .repository("none")
                        .format("npm")
                        .packageValue("never-seen")
                        .restrictions(c -> c.publish("ALLOW").upstream("ALLOW"))),
        ResourceType.REPOSITORY);
    assertMissing(
        () ->
            sdk.putPackageOriginConfiguration(
                r ->
                    r.domain("local")
                        .repository("dev")
                        .format("pypi")
                        .packageValue("never-seen")
                        .restrictions(c -> c.publish("ALLOW").upstream("ALLOW"))),
        ResourceType.PACKAGE);
  }

  @Test
  void moreVersionsThanAHundredAreRefused() {
    var many = IntStream.range(0, 101).mapToObj(i -> "0.0." + i).toList();

    assertThatThrownBy(() -> deleted(sdk, many.toArray(String[]::new)))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("versions: 101 elements (expected: 1 to 100 elements)");
    var most = deleted(sdk, many.subList(0, 100).toArray(String[]::new));
    assertThat(most.failedVersions()).hasSize(100);
  }

  @Test
  void publishingIsForTheFormatGenericAndThatIsNotHere() {
    assertThatThrownBy(() -> publish("npm"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("format: npm (expected: generic");
    assertMissing(() -> publish("generic"), ResourceType.PACKAGE);
  }

  private static void publish(String format) {
    sdk.publishPackageVersion(
        r ->
            r.domain("local")
                .repository("dev")
                .format(format)
                .packageValue("asset")
                .packageVersion("1.0.0")
                .assetName("a.bin")
                .assetSHA256("0".repeat(64)),
        RequestBody.fromBytes(new byte[100_000]));
  }

  private UpdatePackageVersionsStatusResponse status(
      CodeartifactClient client, PackageVersionStatus target, String... versions) {
    return client.updatePackageVersionsStatus(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .namespace("scope")
                .packageValue(name)
                .versions(versions)
                .targetStatus(target));
  }

  private DeletePackageVersionsResponse deleted(CodeartifactClient client, String... versions) {
    return client.deletePackageVersions(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .namespace("scope")
                .packageValue(name)
                .versions(versions));
  }

  private void dispose(String version) {
    sdk.disposePackageVersions(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .namespace("scope")
                .packageValue(name)
                .versions(version));
  }

  private List<String> listed() {
    return versions().stream().map(v -> v.version() + " " + v.statusAsString()).toList();
  }

  private String revision(String version) {
    return versions().stream()
        .filter(found -> found.version().equals(version))
        .findFirst()
        .orElseThrow()
        .revision();
  }

  private List<PackageVersionSummary> versions() {
    return sdk.listPackageVersions(
            r ->
                r.domain("local")
                    .repository("dev")
                    .format("npm")
                    .namespace("scope")
                    .packageValue(name))
        .versions();
  }

  private static void assertFailed(Map<String, PackageVersionError> failed, String... expected) {
    assertThat(failed)
        .containsOnlyKeys(
            Arrays.stream(expected).map(text -> text.split(" ", 2)[0]).toArray(String[]::new));
    for (var text : expected) {
      var parts = text.split(" ", 3);
      assertThat(requireNonNull(failed.get(parts[0])).errorCodeAsString()).isEqualTo(parts[1]);
      assertThat(requireNonNull(failed.get(parts[0])).errorMessage()).isEqualTo(parts[2]);
    }
  }

  private static void assertMissing(ThrowingCallable call, ResourceType type) {
    var missing = catchThrowableOfType(ResourceNotFoundException.class, call);
    assertThat(missing.resourceType()).isEqualTo(type);
    assertThat(missing.statusCode()).isEqualTo(404);
  }
}
