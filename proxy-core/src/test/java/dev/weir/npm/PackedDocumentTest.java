package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testing.documents.PublishedVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The document that is made of a tarball says what npm's would. */
class PackedDocumentTest {
  private static final TarballLimits LIMITS = new TarballLimits(1 << 20, 100, 1 << 10);
  private static final PublishLimits PUBLISH = new PublishLimits(1 << 20, 1 << 20, 10);
  private static final PublishedVersion PKG = PublishedVersion.of("@lab/pkg", "1.0.0");

  @Test
  void itIsADocumentThatMayBePublished() throws Exception {
    var tarball = PKG.tarball();

    var packed =
        PackedDocument.of(new ByteArrayInputStream(tarball), tarball.length, "next", LIMITS);
    var document = PublishDocument.parse(packed.rest(), packed.name(), PUBLISH);

    assertThat(packed.name().value()).isEqualTo("@lab/pkg");
    assertThat(document.distTags()).isEqualTo(Map.of("next", "1.0.0"));
    var published = document.published().orElseThrow();
    assertThat(published.version()).isEqualTo("1.0.0");
    assertThat(published.fileName()).isEqualTo("pkg-1.0.0.tgz");
    assertThat(published.tarball().length()).isEqualTo(tarball.length);
    assertThat(new String(published.manifest().json(), UTF_8)).contains("made to be published");
  }

  @Test
  void oneCommandIsNamedAsThePackage() throws Exception {
    assertThat(manifest(PKG.with("bin", "cli.js")).at("/bin").toString())
        .isEqualTo("{\"pkg\":\"cli.js\"}");
    assertThat(manifest(PKG.with("bin", Map.of("a", "b"))).at("/bin").toString())
        .isEqualTo("{\"a\":\"b\"}");
  }

  @Test
  void bundledDependenciesHaveOneSpelling() throws Exception {
    var deps = PKG.with("dependencies", Map.of("left", "1"));

    assertThat(bundled(deps.with("bundledDependencies", List.of("left")))).isEqualTo("[\"left\"]");
    assertThat(bundled(deps.with("bundleDependencies", true))).isEqualTo("[\"left\"]");
    assertThat(manifest(deps.with("bundleDependencies", false)).has("bundleDependencies"))
        .isFalse();
    assertThat(manifest(deps.with("bundledDependencies", List.of())).has("bundledDependencies"))
        .isFalse();
  }

  @Test
  void whatGypBuildsHasAnInstallScript() throws Exception {
    var gyp = PKG.withFile("package/binding.gyp", "{}".getBytes(UTF_8));

    assertThat(manifest(gyp).at("/scripts/install").asString()).isEqualTo("node-gyp rebuild");
    assertThat(manifest(gyp).at("/gypfile").asBoolean()).isTrue();
    assertThat(manifest(gyp.with("gypfile", false)).has("scripts")).isFalse();
    var own = gyp.with("scripts", Map.of("preinstall", "make"));
    assertThat(manifest(own).at("/scripts").toString()).isEqualTo("{\"preinstall\":\"make\"}");
    var deep = PKG.withFile("package/src/binding.gyp", "{}".getBytes(UTF_8));
    assertThat(manifest(deep).has("scripts")).isFalse();
  }

  @Test
  void aByteOrderMarkIsTakenAwayAndTheLastOfTwoMembersCounts() throws Exception {
    var json = "\ufeff{\"name\":\"a\",\"name\":\"b\",\"version\":\"1.0.0\",\"n\":1.50}";

    assertThat(manifest(packageJson(json)).toString())
        .isEqualTo("{\"name\":\"b\",\"version\":\"1.0.0\",\"n\":1.5}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{|tarball's package.json:",
        "[]|no JSON object",
        "{}|no \"name\"",
        "{\"name\":1}|no \"name\"",
        "{\"name\":\"a\"}|no \"version\"",
        "{\"name\":\"../a\",\"version\":\"1.0.0\"}|name: ../a (expected:",
        "{\"name\":\"a\",\"version\":\"1.0.0\",\"private\":true}|private: true",
        "{\"name\":\"a\",\"version\":\"1.0.0\"} x|tarball's package.json:",
      })
  void whatCannotBePublishedIsRefused(String json, String words) {
    assertThatThrownBy(() -> manifest(packageJson(json)))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageContaining(words);
  }

  @Test
  void anArchiveWithoutPackageJsonIsRefused() {
    var none = PKG.withFile("package/package.json", new byte[0]);

    assertThatThrownBy(() -> manifest(none)).isInstanceOf(PublishRefusedException.class);
    assertThatThrownBy(
            () -> PackedDocument.of(new ByteArrayInputStream(new byte[9]), 9, "a", LIMITS))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageContaining("it is no gzip");
  }

  private static String bundled(PublishedVersion version)
      throws IOException, PublishRefusedException {
    return manifest(version).at("/bundleDependencies").toString();
  }

  private static PublishedVersion packageJson(String json) {
    return PKG.withFile("package/package.json", json.getBytes(UTF_8));
  }

  private static JsonNode manifest(PublishedVersion version)
      throws IOException, PublishRefusedException {
    var tarball = version.tarball();
    var packed = PackedDocument.of(new ByteArrayInputStream(tarball), tarball.length, "a", LIMITS);
    var versions = JsonMapper.shared().readTree(packed.rest().json()).at("/versions");
    return versions.properties().iterator().next().getValue();
  }
}
