package dev.weir.testing.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class TarballTest {
  private static final FixturePackage PACKAGE =
      FixturePackage.of("@scope/thing").versions("1.2.3").dependsOn("other", "^1.0.0");

  @ParameterizedTest
  @ValueSource(ints = {4_000, 65_535, 65_536, 65_537, 262_143, 262_144, 262_145, 3_000_001})
  void tarballHasTheSizeItWasToldToTheByteAndInflates(int size) throws Exception {
    var tarball = tarball(PACKAGE.tarballBytes(size), 7);

    assertThat(tarball.bytes()).hasSize(size);
    assertThat(inflated(tarball).length % Tar.BLOCK).isZero();
  }

  @Test
  void sizeTooSmallForThePackageJsonIsRefused() {
    assertThatThrownBy(() -> tarball(PACKAGE.tarballBytes(100), 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: at least");
  }

  @Test
  void sameSeedGivesTheSameBytesAndAnotherSeedOthers() {
    assertThat(tarball(PACKAGE, 7).bytes()).isEqualTo(tarball(PACKAGE, 7).bytes());
    assertThat(tarball(PACKAGE, 8).bytes()).isNotEqualTo(tarball(PACKAGE, 7).bytes());
  }

  @Test
  void hashesAreThoseOfTheBytes() throws Exception {
    var tarball = tarball(PACKAGE, 7);

    var sha512 = MessageDigest.getInstance("SHA-512").digest(tarball.bytes());
    assertThat(tarball.integrity())
        .isEqualTo("sha512-" + Base64.getEncoder().encodeToString(sha512));
    assertThat(tarball.shasum()).matches("[0-9a-f]{40}");
  }

  @Test
  void systemTarUnpacksIt(@TempDir Path folder) throws Exception {
    var tarball = tarball(PACKAGE.each(version -> version.command("thing")), 7);
    Files.write(folder.resolve("thing.tgz"), tarball.bytes());

    int exit =
        new ProcessBuilder("tar", "xzf", "thing.tgz").directory(folder.toFile()).start().waitFor();

    var file = JsonMapper.shared().readTree(folder.resolve("package/package.json").toFile());
    assertThat(exit).isZero();
    assertThat(file.path("name").asString()).isEqualTo("@scope/thing");
    assertThat(file.path("version").asString()).isEqualTo("1.2.3");
    assertThat(file.at("/dependencies/other").asString()).isEqualTo("^1.0.0");
    assertThat(folder.resolve("package/cli.js")).isExecutable();
    try (var files = Files.list(folder.resolve("package"))) {
      assertThat(files).hasSize(tarball.fileCount());
    }
  }

  @Test
  void storedGzipTakesAnEmptyInput() throws IOException {
    var gzip = Gzip.stored(new byte[0], 40);

    assertThat(gzip).hasSize(40);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    }
  }

  private static Tarball tarball(FixturePackage from, long seed) {
    return Tarball.of(from, from.resolved().get(0), seed);
  }

  private static byte[] inflated(Tarball tarball) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(tarball.bytes()))) {
      return in.readAllBytes();
    }
  }
}
