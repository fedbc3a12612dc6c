package dev.weir.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;
import software.amazon.awssdk.services.codeartifact.model.UpstreamRepository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What npm's clients see of retained versions in each status, at once and out of every cache. */
@LeaksCheckedAfterAll
class VersionStatusIT {
  private static final String ABBREVIATED = "application/vnd.npm.install-v1+json";
  private static final String OLD = "pkg/-/pkg-1.0.0.tgz";
  private static final String NEW = "pkg/-/pkg-2.0.0.tgz";

  private FixtureRegistry origin;
  private WeirUnderTest weir;
  private CodeartifactClient sdk;

  @BeforeEach
  void start() {
    origin = FixtureRegistry.start();
    origin.add(
        FixturePackage.of("pkg")
            .versions("1.0.0", "2.0.0")
            .tag("next", "2.0.0")
            .tarballBytes(9000));
    weir = WeirUnderTest.of(origin);
    sdk = Sdk.of(weir);
    warm();
  }

  @AfterEach
  void stop() {
    sdk.close();
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", ABBREVIATED})
  void anUnlistedVersionIsInNoPackumentAndItsTarballIsServed(String accept) {
    assertThat(packument(accept).at("/dist-tags/latest").asString()).isEqualTo("2.0.0");

    to("2.0.0", PackageVersionStatus.UNLISTED);

    var seen = packument(accept);
    assertThat(seen.at("/versions").propertyNames()).containsExactly("1.0.0");
    assertThat(seen.at("/dist-tags").propertyNames()).containsExactly("latest");
    assertThat(seen.at("/dist-tags/latest").asString()).isEqualTo("1.0.0");
    assertThat(seen.at("/time").has("2.0.0")).isFalse();
    assertThat(weir.get("pkg/2.0.0").statusCode()).isEqualTo(404);
    assertThat(tarball(NEW).statusCode()).isEqualTo(200);
    assertThat(tarball(NEW).body()).isEqualTo(origin.tarball("pkg", "2.0.0").bytes());
  }

  @Test
  void anArchivedVersionIsGoneForClientsUntilItIsPublishedAgain() {
    to("2.0.0", PackageVersionStatus.ARCHIVED);

    assertThat(tarball(NEW).statusCode()).isEqualTo(404);
    assertThat(weir.head(NEW).statusCode()).isEqualTo(404);
    assertThat(packument("application/json").at("/versions").propertyNames())
        .containsExactly("1.0.0");
    assertThat(tarball(OLD).statusCode()).isEqualTo(200);

    to("2.0.0", PackageVersionStatus.PUBLISHED);

    assertThat(tarball(NEW).statusCode()).isEqualTo(200);
    var seen = packument(ABBREVIATED);
    assertThat(seen.at("/versions").propertyNames()).containsExactly("1.0.0", "2.0.0");
    assertThat(seen.at("/dist-tags/latest").asString()).isEqualTo("2.0.0");
    assertThat(seen.at("/dist-tags/next").asString()).isEqualTo("2.0.0");
  }

  @Test
  void aDisposedVersionIsGoneAndStaysGone() {
    var disposed =
        sdk.disposePackageVersions(
            r ->
                r.domain("local")
                    .repository("dev")
                    .format("npm")
                    .packageValue("pkg")
                    .versions("2.0.0"));
    assertThat(requireNonNull(disposed.successfulVersions().get("2.0.0")).status())
        .isEqualTo(PackageVersionStatus.DISPOSED);

    assertThat(tarball(NEW).statusCode()).isEqualTo(404);
    assertThat(packument(ABBREVIATED).at("/versions").propertyNames()).containsExactly("1.0.0");
    assertThat(
            sdk.listPackageVersionAssets(
                    r ->
                        r.domain("local")
                            .repository("dev")
                            .format("npm")
                            .packageValue("pkg")
                            .packageVersion("2.0.0"))
                .assets())
        .isEmpty();
    weir.restart();
    assertThat(tarball(NEW).statusCode()).isEqualTo(404);
  }

  @Test
  void aDeletedVersionComesAgainFromItsOrigin() {
    for (var repository : new String[] {"dev", "npm-store"}) {
      var deleted =
          sdk.deletePackageVersions(
              r ->
                  r.domain("local")
                      .repository(repository)
                      .format("npm")
                      .packageValue("pkg")
                      .versions("2.0.0"));
      assertThat(requireNonNull(deleted.successfulVersions().get("2.0.0")).status())
          .isEqualTo(PackageVersionStatus.DELETED);
    }
    assertThat(versions("dev")).containsExactly("1.0.0");

    assertThat(tarball(NEW).statusCode()).isEqualTo(200);

    assertThat(versions("dev")).containsExactly("1.0.0", "2.0.0");
    assertThat(packument(ABBREVIATED).at("/dist-tags/latest").asString()).isEqualTo("2.0.0");
  }

  /** What one repository hides another one shows, unless it looks there. */
  @Test
  void theNearestRepositoryDecides() {
    sdk.createRepository(r -> r.domain("local").repository("app").upstreams(upstream("dev")));

    to("2.0.0", PackageVersionStatus.ARCHIVED);

    assertThat(weir.getUrl(weir.registry("local/app") + NEW).statusCode()).isEqualTo(404);
    assertThat(
            json(weir.getUrl(weir.registry("local/app") + "pkg")).at("/versions").propertyNames())
        .containsExactly("1.0.0");
    assertThat(weir.getUrl(weir.registry("local/npm-store") + NEW).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsHiddenIsHiddenFromSearchesOfWhatIsStoredToo() {
    weir.restart("search.forward=false");
    to("2.0.0", PackageVersionStatus.UNLISTED);

    var found = json(weir.get("-/v1/search?text=pkg"));

    assertThat(found.at("/objects")).hasSize(1);
    assertThat(found.at("/objects/0/package/version").asString()).isEqualTo("1.0.0");
  }

  @Test
  void theDefaultVersionIsNeverAHiddenOne() {
    to("2.0.0", PackageVersionStatus.UNLISTED);

    var listed =
        sdk.listPackageVersions(
            r -> r.domain("local").repository("dev").format("npm").packageValue("pkg"));

    assertThat(listed.versions()).hasSize(2);
    assertThat(listed.defaultDisplayVersion()).isEqualTo("1.0.0");
  }

  /** All that is hot: packuments in both forms, both tarballs. */
  private void warm() {
    for (int i = 0; i < 3; i++) {
      packument("application/json");
      packument(ABBREVIATED);
      assertThat(tarball(OLD).statusCode()).isEqualTo(200);
      assertThat(tarball(NEW).statusCode()).isEqualTo(200);
    }
  }

  private void to(String version, PackageVersionStatus status) {
    var client = Sdk.of(weir);
    try (client) {
      var changed =
          client.updatePackageVersionsStatus(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format("npm")
                      .packageValue("pkg")
                      .versions(version)
                      .targetStatus(status));
      assertThat(changed.failedVersions()).isEmpty();
      assertThat(requireNonNull(changed.successfulVersions().get(version)).status())
          .isEqualTo(status);
    }
  }

  private Iterable<String> versions(String repository) {
    return sdk
        .listPackageVersions(
            r -> r.domain("local").repository(repository).format("npm").packageValue("pkg"))
        .versions()
        .stream()
        .map(version -> version.version())
        .toList();
  }

  private JsonNode packument(String accept) {
    return json(weir.get("pkg", "Accept", accept));
  }

  private static JsonNode json(HttpResponse<String> reply) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(reply.body());
  }

  private HttpResponse<byte[]> tarball(String path) {
    return weir.bytes(path);
  }

  private static UpstreamRepository upstream(String name) {
    return UpstreamRepository.builder().repositoryName(name).build();
  }
}
