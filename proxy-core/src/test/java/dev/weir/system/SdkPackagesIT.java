package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.AllowPublish;
import software.amazon.awssdk.services.codeartifact.model.AllowUpstream;
import software.amazon.awssdk.services.codeartifact.model.DescribePackageVersionResponse;
import software.amazon.awssdk.services.codeartifact.model.HashAlgorithm;
import software.amazon.awssdk.services.codeartifact.model.PackageFormat;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionOrigin;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionOriginType;
import software.amazon.awssdk.services.codeartifact.model.PackageVersionStatus;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;

/** The operations that read packages, on each HTTP client of the AWS SDK for Java. */
@LeaksCheckedAfterAll
class SdkPackagesIT {
  private static final int SIZE = 300_000;
  private static final int MANY = 23;

  private static FixtureRegistry origin;
  private static WeirUnderTest weir;
  private static String sha512;

  @BeforeAll
  static void start() throws NoSuchAlgorithmException {
    origin = FixtureRegistry.start();
    origin.add(
        FixturePackage.of("@scope/pkg")
            .version(
                "1.0.0",
                v ->
                    v.readme("README.md", "# Größe ½ 😀")
                        .dependsOn("@other/leaf", "^1.0.0")
                        .tarballBytes(SIZE)));
    origin.add(FixturePackage.of("many").versions(MANY));
    weir = WeirUnderTest.of(origin);
    install("@scope/pkg/-/pkg-1.0.0.tgz");
    many().forEach(version -> install("many/-/many-" + version + ".tgz"));
    var digest = MessageDigest.getInstance("SHA-512");
    sha512 = HexFormat.of().formatHex(digest.digest(origin.tarball("@scope/pkg", "1.0.0").bytes()));
  }

  @AfterAll
  static void stop() {
    weir.close();
    origin.close();
  }

  @ParameterizedTest
  @EnumSource
  void aPackageHasItsFields(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var listed =
          client
              .listPackages(
                  r ->
                      r.domain("local")
                          .repository("dev")
                          .format(PackageFormat.NPM)
                          .namespace("scope")
                          .packagePrefix("p")
                          .publish(AllowPublish.BLOCK)
                          .upstream(AllowUpstream.ALLOW))
              .packages();
      assertThat(listed).hasSize(1);
      assertThat(listed.get(0).format()).isEqualTo(PackageFormat.NPM);
      assertThat(listed.get(0).namespace()).isEqualTo("scope");
      assertThat(listed.get(0).packageValue()).isEqualTo("pkg");

      var described =
          client
              .describePackage(
                  r ->
                      r.domain("local")
                          .repository("dev")
                          .format(PackageFormat.NPM)
                          .namespace("scope")
                          .packageValue("pkg"))
              .packageValue();
      assertThat(described.format()).isEqualTo(PackageFormat.NPM);
      assertThat(described.namespace()).isEqualTo("scope");
      assertThat(described.name()).isEqualTo("pkg");
      assertThat(described.originConfiguration()).isEqualTo(listed.get(0).originConfiguration());
      assertThat(described.originConfiguration().restrictions().publish())
          .isEqualTo(AllowPublish.BLOCK);
      assertThat(described.originConfiguration().restrictions().upstream())
          .isEqualTo(AllowUpstream.ALLOW);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVersionHasItsFields(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var listed =
          client.listPackageVersions(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format(PackageFormat.NPM)
                      .namespace("scope")
                      .packageValue("pkg")
                      .status(PackageVersionStatus.PUBLISHED)
                      .originType(PackageVersionOriginType.EXTERNAL));
      assertThat(listed.defaultDisplayVersion()).isEqualTo("1.0.0");
      assertThat(listed.format()).isEqualTo(PackageFormat.NPM);
      assertThat(listed.namespace()).isEqualTo("scope");
      assertThat(listed.packageValue()).isEqualTo("pkg");
      assertThat(listed.versions()).hasSize(1);

      var version = described(client).packageVersion();
      assertThat(version.format()).isEqualTo(PackageFormat.NPM);
      assertThat(version.namespace()).isEqualTo("scope");
      assertThat(version.packageName()).isEqualTo("pkg");
      assertThat(version.displayName()).isEqualTo("@scope/pkg");
      assertThat(version.version()).isEqualTo("1.0.0");
      assertThat(version.summary()).contains("@scope/pkg", "Größe");
      assertThat(version.homePage()).isEqualTo("https://registry.example/@scope/pkg#readme");
      assertThat(version.sourceCodeRepository()).startsWith("git+https://registry.example/");
      assertThat(version.licenses()).singleElement().matches(l -> l.name().equals("MIT"));
      assertThat(version.publishedTime())
          .isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
      assertThat(version.status()).isEqualTo(PackageVersionStatus.PUBLISHED);
      assertExternal(version.origin());
      assertThat(listed.versions().get(0).version()).isEqualTo("1.0.0");
      assertThat(listed.versions().get(0).status()).isEqualTo(PackageVersionStatus.PUBLISHED);
      assertThat(listed.versions().get(0).revision()).isEqualTo(version.revision());
      assertExternal(listed.versions().get(0).origin());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aVersionHasItsAssetReadmeAndDependencies(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var revision = described(client).packageVersion().revision();
      var assets =
          client.listPackageVersionAssets(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format("npm")
                      .namespace("scope")
                      .packageValue("pkg")
                      .packageVersion("1.0.0"));
      assertThat(assets.versionRevision()).isEqualTo(revision);
      assertThat(assets.version()).isEqualTo("1.0.0");
      assertThat(assets.packageValue()).isEqualTo("pkg");
      assertThat(assets.assets()).hasSize(1);
      var asset = assets.assets().get(0);
      assertThat(asset.name()).isEqualTo("package.tgz");
      assertThat(asset.size()).isEqualTo(SIZE);
      assertThat(asset.hashes())
          .hasSize(4)
          .containsEntry(HashAlgorithm.SHA_512, sha512)
          .allSatisfy((algorithm, hash) -> assertThat(hash).matches("[0-9a-f]{32,128}"));

      var readme =
          client.getPackageVersionReadme(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format("npm")
                      .namespace("scope")
                      .packageValue("pkg")
                      .packageVersion("1.0.0"));
      assertThat(readme.readme()).isEqualTo("# Größe ½ 😀");
      assertThat(readme.versionRevision()).isEqualTo(revision);
      assertThat(readme.packageValue()).isEqualTo("pkg");

      var dependencies =
          client.listPackageVersionDependencies(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format("npm")
                      .namespace("scope")
                      .packageValue("pkg")
                      .packageVersion("1.0.0"));
      assertThat(dependencies.versionRevision()).isEqualTo(revision);
      assertThat(dependencies.dependencies())
          .singleElement()
          .satisfies(
              leaf -> {
                assertThat(leaf.namespace()).isEqualTo("other");
                assertThat(leaf.packageValue()).isEqualTo("leaf");
                assertThat(leaf.dependencyType()).isEqualTo("regular");
                assertThat(leaf.versionRequirement()).isEqualTo("^1.0.0");
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAssetIsStreamedWithWhatItIs(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var revision = described(client).packageVersion().revision();

      var answer =
          client.getPackageVersionAssetAsBytes(
              r ->
                  r.domain("local")
                      .repository("dev")
                      .format("npm")
                      .namespace("scope")
                      .packageValue("pkg")
                      .packageVersion("1.0.0")
                      .packageVersionRevision(revision)
                      .asset("package.tgz"));

      assertThat(answer.asByteArray()).isEqualTo(origin.tarball("@scope/pkg", "1.0.0").bytes());
      assertThat(answer.response().assetName()).isEqualTo("package.tgz");
      assertThat(answer.response().packageVersion()).isEqualTo("1.0.0");
      assertThat(answer.response().packageVersionRevision()).isEqualTo(revision);
      assertThat(answer.response().sdkHttpResponse().firstMatchingHeader("Content-Type"))
          .contains("application/octet-stream");
    }
  }

  @ParameterizedTest
  @EnumSource
  void versionsAreReadPageByPage(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      for (int size : List.of(1000, 5, 1)) {
        var versions =
            client
                .listPackageVersionsPaginator(
                    r ->
                        r.domain("local")
                            .repository("dev")
                            .format("npm")
                            .packageValue("many")
                            .maxResults(size))
                .versions();

        assertThat(versions)
            .as("pages of %d", size)
            .extracting(found -> found.version())
            .containsExactlyElementsOf(many());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsMissingIsNamed(JavaSdk sdk) {
    try (var client = sdk.client(weir.url())) {
      var noPackage =
          catchThrowableOfType(
              ResourceNotFoundException.class,
              () ->
                  client.describePackage(
                      r -> r.domain("local").repository("dev").format("npm").packageValue("none")));
      assertThat(noPackage.resourceType()).isEqualTo(ResourceType.PACKAGE);
      assertThat(noPackage.resourceId()).contains("none");
      var noVersion =
          catchThrowableOfType(
              ResourceNotFoundException.class,
              () ->
                  client.getPackageVersionAssetAsBytes(
                      r ->
                          r.domain("local")
                              .repository("dev")
                              .format("npm")
                              .packageValue("many")
                              .packageVersion("9.9.9")
                              .asset("package.tgz")));
      assertThat(noVersion.resourceType()).isEqualTo(ResourceType.PACKAGE_VERSION);
      assertThat(noVersion.numAttempts()).isEqualTo(1);
    }
  }

  private static DescribePackageVersionResponse described(CodeartifactClient client) {
    return client.describePackageVersion(
        r ->
            r.domain("local")
                .repository("dev")
                .format(PackageFormat.NPM)
                .namespace("scope")
                .packageValue("pkg")
                .packageVersion("1.0.0"));
  }

  private static void assertExternal(PackageVersionOrigin came) {
    assertThat(came.originType()).isEqualTo(PackageVersionOriginType.EXTERNAL);
    assertThat(came.domainEntryPoint().externalConnectionName()).isEqualTo("public:npmjs");
    assertThat(came.domainEntryPoint().repositoryName()).isNull();
  }

  /** As {@link FixturePackage#versions(int)} numbers them. */
  private static List<String> many() {
    return IntStream.range(0, MANY)
        .mapToObj(i -> "%d.%d.%d".formatted(1 + i / 100, i / 10 % 10, i % 10))
        .toList();
  }

  private static void install(String tarball) {
    assertThat(weir.get(tarball).statusCode()).isEqualTo(200);
  }
}
