package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.model.Integrity;
import dev.weir.model.PackageName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class PublishDocumentTest {
  private static final String NAME = "@lab/pkg-a";

  @ParameterizedTest
  @EnumSource
  void whatEachClientSendsIsAPublish(PublishSample.Client client) throws Exception {
    var sample = new PublishSample(client, NAME, "1.0.0");

    var document = read(sample);

    assertThat(document.name()).hasToString(NAME);
    assertThat(document.distTags()).containsExactly(Map.entry("latest", "1.0.0"));
    assertThat(document.versions()).containsOnlyKeys("1.0.0");
    assertThat(document.readme()).contains("# Read me");
    assertThat(document.attachments()).hasSize(1);
    var published = document.published().orElseThrow();
    assertThat(published.version()).isEqualTo("1.0.0");
    assertThat(published.fileName()).isEqualTo("pkg-a-1.0.0.tgz");
    assertThat(published.integrity()).isEqualTo(Integrity.parse(PublishSample.INTEGRITY));
    assertThat(published.shasum()).isEqualTo(Integrity.ofShasum(PublishSample.SHASUM));
    assertThat(published.tarball().length()).isEqualTo(PublishSample.TARBALL.length);
    assertThat(published.tarball().contentType()).contains("application/octet-stream");
    assertThat(published.bundle()).isEmpty();
    assertThat(new String(published.manifest().json(), UTF_8))
        .isEqualTo(JsonMapper.shared().writeValueAsString(sample.manifest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pkg-a-1.0.0.tgz", "@lab/pkg-a-1.0.0.tgz"})
  void theScopeMayStandBeforeTheTarballsName(String attachment) throws Exception {
    var sample = PublishSample.npm();
    sample.attachments.clear();
    sample.attachments.put(attachment, sample.attachment);

    assertThat(read(sample).published().orElseThrow().fileName()).isEqualTo("pkg-a-1.0.0.tgz");
  }

  @Test
  void aPackageWithoutAScopeIsPublished() throws Exception {
    var sample = new PublishSample(PublishSample.Client.NPM, "x", "1.0.0-beta.1+b-1");

    var document = Split.of(sample.json()).document("x");

    assertThat(document.published().orElseThrow().fileName()).isEqualTo("x-1.0.0-beta.1+b-1.tgz");
  }

  @Test
  void aSigstoreBundleComesWithIt() throws Exception {
    var document = read(PublishSample.npm().bundle("{\"mediaType\":\"b\"}"));

    var bundle = document.published().orElseThrow().bundle().orElseThrow();
    assertThat(bundle.bundle()).contains("{\"mediaType\":\"b\"}");
    assertThat(bundle.contentType()).contains("application/vnd.dev.sigstore.bundle.v0.3+json");
    assertThat(document.attachments()).hasSize(2);
  }

  @Test
  void otherVersionsMayStandBesideIt() throws Exception {
    var sample = PublishSample.npm();
    sample.versions.put("v0-old", Map.of("name", "other"));
    sample.distTags.put("old", "v0-old");

    var document = read(sample);

    assertThat(document.published().orElseThrow().version()).isEqualTo("1.0.0");
    assertThat(document.versions()).containsOnlyKeys("1.0.0", "v0-old");
    assertThat(document.distTags()).containsEntry("old", "v0-old");
  }

  @Test
  void whatIsNotSaidIsNotMissed() throws Exception {
    var sample = PublishSample.npm();
    sample.root.remove("_id");
    sample.root.remove("dist-tags");
    sample.attachment.remove("length");
    sample.manifest.remove("_id");
    sample.manifest.remove("dist");
    sample.manifest.remove("readme");

    var document = read(sample);

    var published = document.published().orElseThrow();
    assertThat(published.integrity()).isEmpty();
    assertThat(published.shasum()).isEmpty();
    assertThat(document.readme()).isEmpty();
    assertThat(document.distTags()).isEmpty();
  }

  @Test
  void theDocumentsOwnMembersAreRead() throws Exception {
    var sample = PublishSample.npm();
    sample.root.put("_rev", "3-abc");
    sample.root.put("readme", "of the package");
    sample.root.put("maintainers", List.of(Map.of("name", "me")));

    var document = read(sample);

    assertThat(document.revision()).contains("3-abc");
    assertThat(document.description()).contains("x");
    assertThat(document.readme()).contains("of the package");
    assertThat(document.maintainers()).contains("[{\"name\":\"me\"}]");
  }

  @Test
  void npmsDeprecationIsAnUpdate() throws Exception {
    var sample = PublishSample.npm();
    sample.root.remove("_attachments");
    sample.root.put("time", Map.of("1.0.0", "2020-01-01T00:00:00.000Z"));
    sample.manifest.put("deprecated", "too old");
    sample.versions.put("v3", Map.of("deprecated", true, "version", "3.0"));
    sample.versions.put("2.0.0", Map.of("deprecated", ""));

    var document = read(sample);

    assertThat(document.published()).isEmpty();
    assertThat(deprecation(document, "1.0.0")).contains("too old");
    assertThat(deprecation(document, "v3")).contains("true");
    assertThat(deprecation(document, "2.0.0")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"versions\":{\"1.0.0\":{\"deprecated\":\"old\"}}}",
        "{\"name\":\"@lab/pkg-a\",\"versions\":{\"1.0.0\":{\"deprecated\":\"old\"}},\"_attachments\":{}}",
        "{\"_id\":\"@lab/pkg-a\",\"_rev\":\"1\",\"versions\":{\"1.0.0\":{\"deprecated\":\"old\"}}}"
      })
  void aFewMembersAreAnUpdateToo(String json) throws Exception {
    var document = Split.of(json).document(NAME);

    assertThat(document.published()).isEmpty();
    assertThat(deprecation(document, "1.0.0")).contains("old");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(s -> s.root.put("name", "b"), "name: b (expected: @lab/pkg-a, as in the URL)"),
        refusal(s -> s.root.remove("name"), "name: none (expected: @lab/pkg-a)"),
        refusal(s -> s.root.put("name", 1), "name: none (expected: @lab/pkg-a)"),
        refusal(s -> s.root.put("_id", "b"), "_id: b (expected: @lab/pkg-a, as in the URL)"),
        refusal(s -> s.root.put("versions", 1), "versions: no object (expected: an object)"),
        refusal(
            s -> s.root.put("_attachments", List.of()),
            "_attachments: no object (expected: an object)"),
        refusal(s -> s.root.put("dist-tags", "a"), "dist-tags: no object (expected: an object)"),
        refusal(s -> s.manifest.put("name", "b"), "manifest's name: b (expected: @lab/pkg-a)"),
        refusal(s -> s.manifest.remove("name"), "manifest's name: none (expected: @lab/pkg-a)"),
        refusal(
            s -> s.manifest.put("version", "1.0.1"), "manifest's version: 1.0.1 (expected: 1.0.0)"),
        refusal(
            s -> s.manifest.put("_id", "b@1.0.0"),
            "manifest's _id: b@1.0.0 (expected: @lab/pkg-a@1.0.0)"),
        refusal(
            s -> s.versions.put("1.0.0", "x"),
            "version: 1.0.0 (expected: an object, its manifest)"),
        refusal(
            s -> s.versions.clear(),
            "attachment: of version 1.0.0 (expected: that of a version in \"versions\")"),
        refusal(version("v1.0.0"), "version: v1.0.0 (expected: a Semantic Version, such as 1.0.0)"),
        refusal(version("=1.0.0"), "version: =1.0.0 (expected: a Semantic Version, such as 1.0.0)"),
        refusal(version("1.0"), "version: 1.0 (expected: a Semantic Version, such as 1.0.0)"),
        refusal(
            version("1.0.0-" + "a".repeat(240)),
            "version: 1.0.0-%s… (expected: a shorter one: the tarball's name has 255 characters at most)"
                .formatted("a".repeat(94))),
        refusal(
            s -> s.attachment.put("length", 5),
            "attachment's length: 5 (expected: 31, which its data have)"),
        refusal(
            s -> s.attachment.put("length", 31.5),
            "attachment's length: -1 (expected: 31, which its data have)"),
        refusal(
            s -> s.attachment.put("data", 5),
            "attachment: @lab/pkg-a-1.0.0.tgz (expected: one with \"data\", a string)"),
        refusal(
            s -> s.attachment.remove("data"),
            "attachment: @lab/pkg-a-1.0.0.tgz (expected: one with \"data\", a string)"),
        refusal(
            s -> s.attachments.put("x.sigstore", Map.of("data", 1)),
            "attachment: x.sigstore (expected: one with \"data\", a string)"),
        refusal(s -> s.attachments.put("a", 1), "attachment: a (expected: an object)"),
        refusal(attachment("@lab/pkg-a-1.0.0.tar"), "@lab/pkg-a-<version>.tgz"),
        refusal(attachment("@lab/pkg-a-.tgz"), "@lab/pkg-a-<version>.tgz"),
        refusal(attachment("@lab/pkg-b-1.0.0.tgz"), "@lab/pkg-a-<version>.tgz"),
        refusal(attachment("@lab/@lab/pkg-a-1.0.0.tgz"), "no folder but the scope"),
        refusal(attachment("@other/pkg-a-1.0.0.tgz"), "no folder but the scope"),
        refusal(attachment("../pkg-a-1.0.0.tgz"), "no folder but the scope"),
        refusal(attachment("@lab/..\\pkg-a-1.0.0.tgz"), "no folder but the scope"),
        refusal(attachment("pkg-a-1.0.0\u0000.tgz"), "pkg-a-1.0.0?.tgz (expected: no folder"),
        refusal(attachment("pkg-a-1.0..0.tgz"), "no folder but the scope"),
        refusal(
            s -> {
              s.bundle("{}");
              s.attachments.remove("@lab/pkg-a-1.0.0.tgz");
            },
            "_attachments: no tarball (expected: @lab/pkg-a-<version>.tgz)"),
        refusal(
            s -> s.attachments.put("pkg-a-1.0.1.sigstore", Map.of("data", "{}")),
            "attachment: pkg-a-1.0.1.sigstore (expected: one of version 1.0.0)"),
        refusal(
            s -> s.bundle("{}").attachments.put("pkg-a-1.0.0.sigstore", Map.of("data", "{}")),
            "_attachments: 2 Sigstore bundles (expected: one at most)"),
        refusal(
            s -> s.dist.put("integrity", "md5-AAAA"),
            "dist.integrity: md5-AAAA (expected: sha512-<base64>)"),
        refusal(s -> s.dist.put("integrity", 1), "dist.integrity:  (expected: sha512-<base64>)"),
        refusal(
            s -> s.dist.put("shasum", "abc"), "dist.shasum: abc (expected: 40 hexadecimal digits)"),
        refusal(
            s -> s.distTags.put("next", "2.0.0"),
            "dist-tag next: 2.0.0 (expected: a version of the document)"),
        refusal(
            s -> s.distTags.put("1.x", "1.0.0"),
            "dist-tag: 1.x (expected: no version and no range of versions)"),
        refusal(s -> s.distTags.put("a/b", "1.0.0"), "dist-tag: a/b (expected: letters, "),
        refusal(s -> s.distTags.put("a", 1), "dist-tag: a (expected: a version, as a string)"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatDoesNotFitIsRefused(Consumer<PublishSample> change, String message) {
    var sample = PublishSample.npm();
    change.accept(sample);

    assertThatThrownBy(() -> read(sample))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anUpdateOfAnotherPackageIsRefused() {
    assertThatThrownBy(() -> Split.of("{\"name\":\"b\"}").document("a"))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessage("name: b (expected: a, as in the URL)");
  }

  @Test
  void thereAreNoMoreVersionsThanAllowed() throws Exception {
    var versions = new LinkedHashMap<String, Object>();
    for (int i = 0; i < 4; i++) {
      versions.put("1.0." + i, Map.of());
    }
    var json = JsonMapper.shared().writeValueAsString(Map.of("versions", versions));
    var rest = Split.of(json).rest();

    assertThat(PublishDocument.parse(rest, new PackageName("x"), limits(4)).versions()).hasSize(4);
    assertThatThrownBy(() -> PublishDocument.parse(rest, new PackageName("x"), limits(3)))
        .isInstanceOf(PublishRefusedException.class)
        .hasMessage("versions: more than 3 (expected: at most 3)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"x\",\"name\":\"x\"}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":{\"b\":1,\"\\u0062\":1}}",
        "{\"_attachments\":{},\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":\"AAAA\"}}}",
        "{\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":\"AAAA\"}},\"_attachments\":{}}",
        "{\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":\"AAAA\",\"data\":1}}}",
        "{\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":1,\"data\":\"AAAA\"}}}",
        "{\"_attachments\":{\"x.sigstore\":{\"data\":\"a\"},\"x.sigstore\":{\"data\":\"b\"}}}",
        "{\"versions\":{\"1.0.0\":{},\"1.0.0\":{}}}",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{\"a\":01}",
        "{\"a\":tru}",
        "{\"a\":'b'}",
        "{a:1}",
        "{\"a\":NaN}",
        "{/**/}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\\u12\"}",
        "{\"_attachments\":{\"x.tgz\":{\"data\" \"AAAA\"}}}",
        "{\"_attachments\":{\"x.tgz\":{\"data\":\"AAAA\" \"b\":1}}}"
      })
  void whatIsNoJsonOrSaysTwoThingsIsMalformed(String json) {
    assertThatThrownBy(() -> Split.of(json).document("x"))
        .isInstanceOf(MalformedPublishException.class);
  }

  @Test
  void whatIsNotUtf8IsMalformed() {
    var json = Bytes.of("{\"a\":\"", "c3 28", "\"}");

    assertThatThrownBy(() -> Split.of(json, Split.LIMITS, 3).document("x"))
        .isInstanceOf(MalformedPublishException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void aFailureBehindTheTarballTellsItsPlaceInTheDocument() {
    var json = "{\"_attachments\":{\"x-1.0.0.tgz\":{\"data\":\"%s\"}},\"a\":tru}";
    var document = json.formatted("AAAA".repeat(100));

    assertThatThrownBy(() -> Split.of(document).document("x"))
        .isInstanceOfSatisfying(
            MalformedPublishException.class,
            malformed ->
                assertThat(malformed.offset())
                    .isBetween((long) document.indexOf("tru"), (long) document.length()));
  }

  private static Optional<String> deprecation(PublishDocument document, String version) {
    return requireNonNull(document.versions().get(version)).deprecated();
  }

  private static PublishLimits limits(int versions) {
    return new PublishLimits(1 << 20, 1 << 20, versions);
  }

  private static PublishDocument read(PublishSample sample) throws Exception {
    return Split.of(sample.bytes(), Split.LIMITS, 1000).document(NAME);
  }

  private static Arguments refusal(Consumer<PublishSample> change, String message) {
    return Arguments.of(change, message);
  }

  private static Consumer<PublishSample> version(String version) {
    return sample -> {
      sample.versions.clear();
      sample.versions.put(version, sample.manifest);
      attachment("@lab/pkg-a-" + version + ".tgz").accept(sample);
    };
  }

  private static Consumer<PublishSample> attachment(String name) {
    return sample -> {
      sample.attachments.clear();
      sample.attachments.put(name, sample.attachment);
    };
  }
}
