package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.PackageName;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class PublishedManifestTest {
  private static final String TIME = "2026-01-02T03:04:05.678Z";
  private static final Digest SHA512 = new Digest(DigestAlgorithm.SHA512, "00".repeat(64));
  private static final Digest SHA1 = new Digest(DigestAlgorithm.SHA1, "12".repeat(20));
  private static final String DIST =
      "{\"integrity\":\"%s\",\"shasum\":\"%s\",\"tarball\":\"http://weir.invalid/@lab/pkg-a/-/pkg-a-1.0.0.tgz\",\"fileCount\":3,\"unpackedSize\":1234}"
          .formatted(PublishSample.INTEGRITY, "12".repeat(20));

  @Test
  void whatIsOursIsSaidByUsAndTheRestStays() throws Exception {
    var sample = PublishSample.npm();
    sample.dist.put("signatures", List.of("forged"));

    var manifest = stored(sample, dist(Optional.empty()));

    assertThat(text(manifest))
        .isEqualTo(
            "{\"name\":\"@lab/pkg-a\",\"version\":\"1.0.0\",\"description\":\"x\",\"dependencies\":{\"a\":\"^1.0.0\"},"
                + "\"readmeFilename\":\"README.md\",\"_nodeVersion\":\"20.20.2\",\"_npmVersion\":\"11.19.1\","
                + "\"_id\":\"@lab/pkg-a@1.0.0\",\"dist\":"
                + DIST
                + "}");
    assertThat(manifest.facts().fileName()).isEqualTo("pkg-a-1.0.0.tgz");
    assertThat(manifest.facts().publishedAt()).contains(TIME);
    assertThat(manifest.facts().integrity().orElseThrow().sri()).isEqualTo(PublishSample.INTEGRITY);
    assertThat(manifest.facts().dependencies()).containsExactly("a");
  }

  @Test
  void formsOfNumbersAndOrderStay() throws Exception {
    var inside =
        "\"a\":1e400,\"b\" : 1.10 , \"c\":12345678901234567890,\"d\":-0.0,\"e\":1E99999999999,\"f\":0.1e-7,"
            + "\"g\":\"\\ud83d \\u00fc \\/\",\"1\":[1.0, {}]";
    var json =
        "{\"name\":\"x\",\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":\"AAAA\"}},\"versions\":{\"1.0.0\":"
            + "{\"version\":\"1.0.0\",%s,\"name\":\"x\"}}}".formatted(inside);
    var document = Split.of(json).document("x");

    var manifest =
        PublishedManifest.of(
            document.name(), document.published().orElseThrow(), dist(Optional.empty()), TIME);

    assertThat(text(manifest))
        .startsWith(
            "{\"name\":\"x\",\"version\":\"1.0.0\",%s,\"_id\":\"x@1.0.0\",\"dist\":{"
                .formatted(inside.replace(" , \"c\"", ",\"c\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"scripts":{"install":"run"}}                            | true
          {"scripts":{"preinstall":"run"}}                         | true
          {"scripts":{"postinstall":"run"}}                        | true
          {"scripts":{"install":"run"},"hasInstallScript":false}   | true
          {"scripts":{"install":"run"},"hasInstallScript":true}    | true
          {"hasInstallScript":true}                                | true
          {"hasInstallScript":false}                               | false
          {"scripts":{"install":"","test":"run"}}                  | false
          {"scripts":["install"]}                                  | false
          {}                                                       | false
          """)
  void installScriptsAreFlagged(String members, boolean flagged) throws Exception {
    var sample = PublishSample.npm();
    JsonMapper.shared()
        .readTree(members)
        .properties()
        .forEach(member -> sample.manifest.put(member.getKey(), member.getValue()));

    var manifest = stored(sample, dist(Optional.empty()));

    assertThat(manifest.facts().installScript()).isEqualTo(flagged);
    assertThat(ReferenceDocument.tree(manifest.json()).path("hasInstallScript").asBoolean(false))
        .isEqualTo(flagged);
    assertThat(text(manifest)).doesNotContain("\"hasInstallScript\":false");
  }

  @Test
  void ourUrlsBecomeTheClients() throws Exception {
    var manifest =
        stored(PublishSample.npm(), dist(Optional.of("https://slsa.example/provenance/v1")));
    var name = new PackageName("@lab/pkg-a");
    var sources =
        List.<PackumentSource>of(new PackumentSource.Versions(List.of(manifest), Map.of()));

    for (var form : Form.values()) {
      var plan = PackumentPlan.packument(name, sources, form, Documents.BASE);
      var dist =
          ReferenceDocument.tree(Documents.bytes(plan, List.of(new byte[0])))
              .at("/versions/1.0.0/dist");

      assertThat(dist.path("tarball").stringValue())
          .isEqualTo(Documents.BASE + "@lab/pkg-a/-/pkg-a-1.0.0.tgz");
      assertThat(dist.at("/attestations/url").stringValue())
          .isEqualTo(Documents.BASE + "-/npm/v1/attestations/@lab/pkg-a@1.0.0");
      assertThat(dist.at("/attestations/provenance/predicateType").stringValue())
          .isEqualTo("https://slsa.example/provenance/v1");
    }
  }

  @Test
  void aMemberBeyondAllBoundsIsRefused() throws Exception {
    var sample = PublishSample.npm();
    sample.manifest.put("scripts", Map.of("install", "x".repeat(JsonCursor.MAX_STRING + 1)));
    var limits = new PublishLimits(4 << 20, 1 << 20, 10);
    var rest = Split.of(sample.bytes(), limits, 100_000).rest();
    var document = PublishDocument.parse(rest, new PackageName("@lab/pkg-a"), limits);

    assertThatThrownBy(
            () ->
                PublishedManifest.of(
                    document.name(),
                    document.published().orElseThrow(),
                    dist(Optional.empty()),
                    TIME))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageStartingWith("manifest: byte ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"x" , "n":1.10, D}     | {"name":"x" , "n":1.10, D,"deprecated":"old \\"one\\""}
          {"deprecated" : "a", "name":"x", D}   | {"deprecated" : "old \\"one\\"", "name":"x", D}
          {"name":"x", "deprecated":true, D}    | {"name":"x", "deprecated":"old \\"one\\"", D}
          { D,"name":"x","deprecated":"" }      | { D,"name":"x","deprecated":"old \\"one\\"" }
          """)
  void aDeprecationIsPutInAndNothingElse(String before, String after) throws Exception {
    var old = manifest(before);

    var deprecated = PublishedManifest.deprecated(old, Optional.of("old \"one\""));

    assertThat(text(deprecated)).isEqualTo(withDist(after));
    assertThat(deprecated.facts().deprecated()).isTrue();
    assertThat(deprecated.facts().publishedAt()).contains(TIME);
    assertThat(PublishedManifest.deprecation(deprecated)).contains("old \"one\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"name":"x" , "n":1.10, D}              | {"name":"x" , "n":1.10, D}
          {"deprecated" : "a" , "name":"x", D}    | {"name":"x", D}
          {"name":"x" , "deprecated":true, D}     | {"name":"x", D}
          { D,"name":"x" , "deprecated":"" }      | { D,"name":"x" }
          """)
  void aDeprecationIsTakenOutAndNothingElse(String before, String after) throws Exception {
    for (var message : List.of(Optional.<String>empty(), Optional.of(""))) {
      var undone = PublishedManifest.deprecated(manifest(before), message);

      assertThat(text(undone)).isEqualTo(withDist(after));
      assertThat(undone.facts().deprecated()).isFalse();
      assertThat(PublishedManifest.deprecation(undone)).isEmpty();
    }
  }

  @Test
  void aMessageBeyondAllBoundsIsRefused() throws Exception {
    var old = manifest("{\"name\":\"x\",D}");
    var longest = Optional.of("\u0001".repeat(JsonCursor.MAX_STRING));

    assertThat(PublishedManifest.deprecation(PublishedManifest.deprecated(old, longest)))
        .isEqualTo(longest);
    assertThatThrownBy(() -> PublishedManifest.deprecated(old, Optional.of(longest.get() + "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message: 1048577 characters (expected: at most 1048576)");
  }

  private static IndexedManifest stored(PublishSample sample, PublishedDist dist) throws Exception {
    var document = Split.of(sample.bytes(), Split.LIMITS, 1000).document("@lab/pkg-a");
    var published = document.published().orElseThrow();
    var manifest = PublishedManifest.of(document.name(), published, dist, TIME);
    assertThat(IndexedManifest.decode(manifest.encode()).json()).isEqualTo(manifest.json());
    return manifest;
  }

  private static PublishedDist dist(Optional<String> predicateType) {
    return new PublishedDist(SHA512, SHA1, 3, 1234, predicateType);
  }

  private static IndexedManifest manifest(String json) throws Exception {
    return IndexedManifest.parse(withDist(json).getBytes(UTF_8), Optional.of(TIME));
  }

  private static String withDist(String json) {
    return json.replace("D", "\"version\":\"1.0.0\",\"dist\":" + DIST);
  }

  private static String text(IndexedManifest manifest) {
    return new String(manifest.json(), UTF_8);
  }
}
