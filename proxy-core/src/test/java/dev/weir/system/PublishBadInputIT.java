package dev.weir.system;

import static dev.weir.system.Publishing.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.documents.FixturePackage;
import dev.weir.testing.documents.PublishedVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Publish documents that say what is not so: refused in words, and nothing of them is kept. */
class PublishBadInputIT {
  private static final String NAME = "@lab/pkg";
  private static final PublishedVersion ONE = PublishedVersion.of(NAME, "1.0.0");
  private static final String FILE = NAME + "-1.0.0.tgz";

  private final Publishing publishing = new Publishing();

  @AfterEach
  void stop() {
    publishing.close();
  }

  private void assertRefused(Object document, String... words) {
    publishing.assertRefused(publishing.put(NAME, json(document)), NAME, 400, words);
  }

  private void assertRefusedVersion(PublishedVersion version, String... words) {
    publishing.assertRefused(publishing.publish(version), version.name(), 400, words);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> in(Map<String, Object> object, String... path) {
    var at = object;
    for (var member : path) {
      at = (Map<String, Object>) Objects.requireNonNull(at.get(member), member);
    }
    return at;
  }

  private static Map<String, Object> document(Consumer<Map<String, Object>> change) {
    var document = ONE.document();
    change.accept(document);
    return document;
  }

  @Test
  void anotherLengthThanTheDataHave() {
    var length = ONE.tarball().length;

    assertRefused(
        document(d -> in(d, "_attachments", FILE).put("length", length + 1)),
        "length: " + (length + 1),
        "expected: " + length);
  }

  @Test
  void anotherShasum() {
    var shasum = "0123456789012345678901234567890123456789";

    assertRefused(
        document(d -> in(d, "versions", "1.0.0", "dist").put("shasum", shasum)), "dist.shasum");
  }

  @Test
  void anotherIntegrity() {
    var integrity = PublishedVersion.of(NAME, "1.0.1").integrity();

    assertRefused(
        document(d -> in(d, "versions", "1.0.0", "dist").put("integrity", integrity)),
        "dist.integrity: " + integrity,
        "expected: " + ONE.integrity());
  }

  @Test
  void twoTarballs() {
    assertRefused(
        document(
            d -> {
              var all = in(d, "_attachments");
              all.put(NAME + "-1.0.1.tgz", new LinkedHashMap<>(in(all, FILE)));
            }),
        "two attachments",
        "expected: one tarball");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@lab/../pkg-1.0.0.tgz",
        "../pkg-1.0.0.tgz",
        "/pkg-1.0.0.tgz",
        "@lab/@lab/pkg-1.0.0.tgz",
        "@lab\\pkg-1.0.0.tgz",
        "@other/pkg-1.0.0.tgz"
      })
  void anAttachmentInAFolder(String file) {
    assertRefused(
        document(
            d -> {
              var all = in(d, "_attachments");
              all.put(file, all.remove(FILE));
            }),
        "attachment");
  }

  @Test
  void anAttachmentOfAVersionThatIsNotThere() {
    assertRefused(
        document(
            d -> {
              var all = in(d, "_attachments");
              all.put(NAME + "-1.0.1.tgz", all.remove(FILE));
            }),
        "of version 1.0.1");
  }

  @Test
  void anotherNameThanTheUrls() {
    assertRefused(PublishedVersion.of("@lab/other", "1.0.0").document(), "@lab/other", NAME);
  }

  @Test
  void anotherNameInTheManifest() {
    assertRefused(
        document(d -> in(d, "versions", "1.0.0").put("name", "@lab/other")),
        "manifest's name: @lab/other");
  }

  @Test
  void anotherNameInTheTarball() {
    assertRefusedVersion(
        ONE.withFile(
            "package/package.json", Asked.bytes("{\"name\":\"other\",\"version\":\"1.0.0\"}")),
        "package.json: name: other",
        "expected: " + NAME);
  }

  @Test
  void anotherVersionInTheTarball() {
    assertRefusedVersion(
        ONE.withFile(
            "package/package.json", Asked.bytes("{\"name\":\"@lab/pkg\",\"version\":\"1.0.1\"}")),
        "package.json: version: 1.0.1",
        "expected: 1.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "01.0.0", "latest", "1.0.0 "})
  void whatIsNoSemanticVersion(String version) {
    assertRefusedVersion(PublishedVersion.of(NAME, version), "version: " + version.strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Upper", "@lab/Upper", "_under", "node_modules", "it's"})
  void aNameThatNoNewPackageMayHave(String name) {
    assertRefusedVersion(PublishedVersion.of(name, "1.0.0"), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "v2", "^1.0.0", "*", ""})
  void aDistTagThatIsNone(String tag) {
    assertRefusedVersion(ONE.tagged(tag), "dist-tag");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{\"name\":\"@lab/pkg\"", "<html>"})
  void whatIsNoDocument(String body) {
    publishing.assertRefused(publishing.put(NAME, body), NAME, 400, "expected");
  }

  @Test
  void aDescriptionBeyondAMebibyte() {
    var text = "é".repeat(1_100_000);

    assertRefused(
        document(d -> d.put("description", text)),
        "/description: 2200000 bytes",
        "at most 1048576");
  }

  @Test
  void aDeprecationBeyondAMebibyte() {
    var text = "x".repeat(1_100_000);

    assertRefused(
        document(d -> in(d, "versions", "1.0.0").put("deprecated", text)),
        "/versions/1.0.0/deprecated: 1100000 bytes",
        "expected: at most 1048576");
  }

  @Test
  void anotherLengthThanABundleHas() {
    var bundle = new LinkedHashMap<String, Object>(Map.of("data", "{}", "length", 3));

    assertRefused(
        document(d -> in(d, "_attachments").put(NAME + "-1.0.0.sigstore", bundle)),
        "attachment's length: 3 (expected: 2");
  }

  @Test
  void aReadmeBeyondAMebibyteIsThatOfTheTarball() {
    var document = ONE.withFile("package/README.md", Asked.bytes("# Short")).document();
    var text = "\"\\".repeat(600_000);
    document.put("readme", text);
    in(document, "versions", "1.0.0").put("readme", text);

    assertThat(publishing.put(NAME, json(document)).statusCode()).isEqualTo(201);
    assertThat(publishing.weir().get("@lab%2fpkg").body()).contains("\"readme\":\"# Short\"");
  }

  @Test
  void dataThatAreNotBase64() {
    assertRefused(document(d -> in(d, "_attachments", FILE).put("data", "no~base64")), "no base64");
  }

  @Test
  void aRefusedPublishDoesNotMakeTheNameOurs() {
    publishing.origin().add(FixturePackage.of("pkg").versions("3.0.0"));
    var document = PublishedVersion.of("pkg", "1.0.0").document();
    in(document, "versions", "1.0.0", "dist").put("shasum", "0".repeat(40));

    assertThat(publishing.put("pkg", json(document)).statusCode()).isEqualTo(400);

    assertThat(publishing.weir().get("pkg").body()).contains("3.0.0");
  }

  @Test
  void aCodedBody() {
    publishing.assertRefused(
        publishing.put(NAME, ONE.json(), "Content-Encoding", "gzip"), NAME, 415, "gzip");
  }
}
