package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.testing.FixtureRegistry;
import dev.weir.testing.LeaksCheckedAfterAll;
import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.Hashes;
import dev.weir.testing.server.Fault;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.codeartifact.CodeartifactClient;
import software.amazon.awssdk.services.codeartifact.model.ConflictException;
import software.amazon.awssdk.services.codeartifact.model.GetPackageVersionAssetResponse;
import software.amazon.awssdk.services.codeartifact.model.HashAlgorithm;
import software.amazon.awssdk.services.codeartifact.model.InternalServerException;
import software.amazon.awssdk.services.codeartifact.model.ListPackageVersionAssetsResponse;
import software.amazon.awssdk.services.codeartifact.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codeartifact.model.ResourceType;

/** Tarballs through the control API: their hashes, their bytes and their readmes. */
@LeaksCheckedAfterAll
class PackageAssetsIT {
  private final FixtureRegistry origin = FixtureRegistry.start();
  private final WeirUnderTest weir = WeirUnderTest.of(origin);

  /** Made anew after a restart, which takes another port. */
  private CodeartifactClient sdk = Sdk.of(weir);

  @BeforeEach
  void addPackage() {
    origin.add(
        FixturePackage.of("@scope/pkg")
            .version(
                "1.0.0", v -> v.readme("ReadMe.md", "# Größe ½ \"ok\"\n").tarballBytes(700_000)));
  }

  @AfterEach
  void stop() {
    sdk.close();
    weir.close();
    origin.close();
  }

  @Test
  void theOneAssetHasItsSizeAndFourHashesReadOnce() {
    install("@scope/pkg", "1.0.0");
    var bytes = origin.tarball("@scope/pkg", "1.0.0").bytes();

    for (int i = 0; i < 2; i++) {
      var answer = assets("scope", "pkg", "1.0.0");

      assertThat(answer.formatAsString()).isEqualTo("npm");
      assertThat(answer.namespace()).isEqualTo("scope");
      assertThat(answer.packageValue()).isEqualTo("pkg");
      assertThat(answer.version()).isEqualTo("1.0.0");
      assertThat(answer.versionRevision()).matches("[A-Za-z0-9+/]{43}=");
      assertThat(answer.nextToken()).isNull();
      assertThat(answer.assets()).hasSize(1);
      var asset = answer.assets().get(0);
      assertThat(asset.name()).isEqualTo("package.tgz");
      assertThat(asset.size()).isEqualTo(bytes.length);
      assertThat(asset.hashes())
          .containsOnlyKeys(
              HashAlgorithm.MD5, HashAlgorithm.SHA_1, HashAlgorithm.SHA_256, HashAlgorithm.SHA_512)
          .containsEntry(HashAlgorithm.MD5, hash("MD5", bytes))
          .containsEntry(HashAlgorithm.SHA_1, hash("SHA-1", bytes))
          .containsEntry(HashAlgorithm.SHA_256, hash("SHA-256", bytes))
          .containsEntry(HashAlgorithm.SHA_512, hash("SHA-512", bytes));
    }
    assertThat(origin.tarballRequests()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_000, 700_000, 5_000_000})
  void theAssetIsTheTarballByteForByte(int size) {
    origin.add(FixturePackage.of("big").versions("1.0.0").tarballBytes(size));
    install("big", "1.0.0");

    var asset = asset("big", "1.0.0", null);

    assertThat(asset.asByteArray()).isEqualTo(origin.tarball("big", "1.0.0").bytes());
    assertThat(asset.response().assetName()).isEqualTo("package.tgz");
    assertThat(asset.response().packageVersion()).isEqualTo("1.0.0");
    assertThat(asset.response().packageVersionRevision()).matches("[A-Za-z0-9+/]{43}=");
    var headers = asset.response().sdkHttpResponse();
    assertThat(headers.firstMatchingHeader("Content-Type")).contains("application/octet-stream");
    assertThat(headers.firstMatchingHeader("Content-Length"))
        .contains(Integer.toString(asset.asByteArray().length));
    assertThat(headers.firstMatchingHeader("x-amzn-RequestId")).isPresent();
  }

  @Test
  void aRevisionThatIsNotTheCurrentOneIsAConflict() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    install("pkg", "1.0.0");
    var current = asset("pkg", "1.0.0", null).response().packageVersionRevision();

    assertThat(asset("pkg", "1.0.0", current).asByteArray()).isNotEmpty();
    assertThatThrownBy(() -> asset("pkg", "1.0.0", "other"))
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict -> {
              assertThat(conflict.getMessage())
                  .contains("current revision: %s, expected revision: other".formatted(current));
              assertThat(conflict.resourceType()).isEqualTo(ResourceType.PACKAGE_VERSION);
            });
  }

  @Test
  void thereIsNoOtherAsset() {
    origin.add(FixturePackage.of("pkg").versions("1.0.0"));
    install("pkg", "1.0.0");

    assertThatThrownBy(
            () ->
                sdk.getPackageVersionAssetAsBytes(
                    r ->
                        r.domain("local")
                            .repository("dev")
                            .format("npm")
                            .packageValue("pkg")
                            .packageVersion("1.0.0")
                            .asset("pkg-1.0.0.tgz")))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            missing -> {
              assertThat(missing.resourceType()).isEqualTo(ResourceType.ASSET);
              assertThat(missing.resourceId()).isEqualTo("local/dev/npm//pkg/1.0.0/pkg-1.0.0.tgz");
            });
  }

  @Test
  void aSpoiledTarballIsFetchedAgainAndNothingIsNoticed() throws IOException {
    install("@scope/pkg", "1.0.0");
    var bytes = origin.tarball("@scope/pkg", "1.0.0").bytes();
    spoil();

    assertThat(assets("scope", "pkg", "1.0.0").assets().get(0).hashes())
        .containsEntry(HashAlgorithm.SHA_256, hash("SHA-256", bytes));
    assertThat(readme("scope", "pkg")).isEqualTo("# Größe ½ \"ok\"\n");
    assertThat(origin.tarballRequests()).isEqualTo(2);
    assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(1);
  }

  @Test
  void aReadmeInASpoiledTarballIsReadFromOneFetchedAgain() throws IOException {
    origin.add(
        FixturePackage.of("small")
            .version("1.0.0", v -> v.readme("README.md", "# small\n").tarballBytes(200_000)));
    install("small", "1.0.0");
    spoil();

    assertThat(readme(null, "small")).isEqualTo("# small\n");
    assertThat(readme(null, "small")).isEqualTo("# small\n");
    assertThat(origin.tarballRequests()).isEqualTo(2);
    assertThat(weir.metric("weir_integrity_failures_total", "kind=\"tarball\"")).isEqualTo(1);
  }

  /** The body comes later than {@code packages.settle}. */
  @Test
  void aTarballThatTakesLongIsListedWithoutASizeAndWithOneOnceItIsHere() throws IOException {
    install("@scope/pkg", "1.0.0");
    var bytes = origin.tarball("@scope/pkg", "1.0.0").bytes();
    withoutCache();
    origin.fault(
        FixtureRegistry.tarballPath("@scope/pkg", "1.0.0"),
        Fault.once().delayBody(Duration.ofSeconds(8)));

    assertThat(assets("scope", "pkg", "1.0.0").assets().get(0).size()).isNull();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> assets("scope", "pkg", "1.0.0").assets().get(0).size() != null);
    assertThat(assets("scope", "pkg", "1.0.0").assets().get(0).size()).isEqualTo(bytes.length);
    assertThat(origin.tarballRequests()).isEqualTo(2);
  }

  /** Nothing of the cache is left: as after an eviction, or a cache that was deleted. */
  @Test
  void aTarballThatIsNotStoredAnyMoreIsFetched() throws IOException {
    install("@scope/pkg", "1.0.0");
    var bytes = origin.tarball("@scope/pkg", "1.0.0").bytes();
    withoutCache();

    assertThat(readme("scope", "pkg")).isEqualTo("# Größe ½ \"ok\"\n");
    withoutCache();
    assertThat(assets("scope", "pkg", "1.0.0").assets().get(0).size()).isEqualTo(bytes.length);
    assertThat(origin.tarballRequests()).isEqualTo(3);
  }

  @Test
  void ofATarballThatCannotBeHadIsToldWhatIsKnown() throws IOException {
    origin.change("@scope/pkg", p -> p.hashes(Hashes.SHASUM_ONLY));
    install("@scope/pkg", "1.0.0");
    var bytes = origin.tarball("@scope/pkg", "1.0.0").bytes();
    withoutCache();
    origin.unpublish("@scope/pkg");

    var asset = assets("scope", "pkg", "1.0.0").assets().get(0);

    assertThat(asset.size()).isNull();
    assertThat(asset.hashes())
        .containsOnlyKeys(HashAlgorithm.SHA_1)
        .containsEntry(HashAlgorithm.SHA_1, hash("SHA-1", bytes));
    assertThatThrownBy(() -> readme("scope", "pkg")).isInstanceOf(ResourceNotFoundException.class);
  }

  /** A failure of the origin is one that the SDK tries again, and is told with the connection. */
  @Test
  void anOriginThatBreaksOffIsNamed() throws IOException {
    install("@scope/pkg", "1.0.0");
    withoutCache();
    origin.faultAll(Fault.always().status(503));

    assertThat(assets("scope", "pkg", "1.0.0").assets().get(0).size()).isNull();
    assertThatThrownBy(() -> readme("scope", "pkg"))
        .isInstanceOfSatisfying(
            InternalServerException.class,
            failed -> {
              assertThat(failed.statusCode()).isEqualTo(502);
              assertThat(failed.getMessage()).contains("public:npmjs");
            });
  }

  @Test
  void aReadmeComesWithWhatItIsOf() {
    install("@scope/pkg", "1.0.0");

    var answer =
        sdk.getPackageVersionReadme(
            r ->
                r.domain("local")
                    .repository("dev")
                    .format("npm")
                    .namespace("scope")
                    .packageValue("pkg")
                    .packageVersion("1.0.0"));

    assertThat(answer.formatAsString()).isEqualTo("npm");
    assertThat(answer.namespace()).isEqualTo("scope");
    assertThat(answer.packageValue()).isEqualTo("pkg");
    assertThat(answer.version()).isEqualTo("1.0.0");
    assertThat(answer.versionRevision()).matches("[A-Za-z0-9+/]{43}=");
    assertThat(answer.readme()).isEqualTo("# Größe ½ \"ok\"\n");
  }

  @Test
  void aPackageWithoutAReadmeSaysSo() {
    origin.add(FixturePackage.of("bare").versions("1.0.0"));
    install("bare", "1.0.0");

    assertThatThrownBy(() -> readme(null, "bare"))
        .isInstanceOfSatisfying(
            ResourceNotFoundException.class,
            missing -> {
              assertThat(missing.getMessage())
                  .contains(
                      "Readme not found. Version '1.0.0' of package 'bare' in repository 'dev' of"
                          + " domain 'local' has none: none in its tarball");
              assertThat(missing.resourceType()).isEqualTo(ResourceType.PACKAGE_VERSION);
            });
  }

  private String readme(@Nullable String namespace, String name) {
    return sdk.getPackageVersionReadme(
            r ->
                r.domain("local")
                    .repository("dev")
                    .format("npm")
                    .namespace(namespace)
                    .packageValue(name)
                    .packageVersion("1.0.0"))
        .readme();
  }

  private ListPackageVersionAssetsResponse assets(String namespace, String name, String version) {
    return sdk.listPackageVersionAssets(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .namespace(namespace)
                .packageValue(name)
                .packageVersion(version));
  }

  private ResponseBytes<GetPackageVersionAssetResponse> asset(
      String name, String version, @Nullable String revision) {
    return sdk.getPackageVersionAssetAsBytes(
        r ->
            r.domain("local")
                .repository("dev")
                .format("npm")
                .packageValue(name)
                .packageVersion(version)
                .packageVersionRevision(revision)
                .asset("package.tgz"));
  }

  private void install(String name, String version) {
    var path = FixtureRegistry.tarballPath(name, version).substring(1);
    assertThat(weir.bytes(path).statusCode()).isEqualTo(200);
  }

  private static String hash(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void withoutCache() throws IOException {
    weir.stop();
    try (var files = Files.walk(weir.data().resolve("cache"))) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
    }
    restarted();
  }

  /** Turns over a byte in the middle of what the cache keeps. */
  private void spoil() throws IOException {
    weir.stop();
    try (var files = Files.list(weir.data().resolve("cache"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".blob")).toList()) {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
          long middle = bytes.length() / 2;
          bytes.seek(middle);
          int old = bytes.read();
          bytes.seek(middle);
          bytes.write(~old);
        }
      }
    }
    restarted();
  }

  private void restarted() {
    weir.restart();
    sdk.close();
    sdk = Sdk.of(weir);
  }
}
