package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexedManifestTest {
  private static final String JSON =
      "{\"name\":\"@s/x\",\"version\":\"1.0.0\",\"scripts\":{\"install\":\"run\"},"
          + "\"dist\":{\"tarball\":\"http://localhost/@s/x/-/@s/x-1.0.0.tgz\",\"shasum\":\"%s\"}}"
              .formatted("ab".repeat(20));

  static IndexedManifest manifest() throws MalformedPackumentException {
    return IndexedManifest.parse(utf8(" \n" + JSON + "\n"), Optional.of("2020-01-01T00:00:00Z"));
  }

  @Test
  void aPublishedManifestIsRead() throws Exception {
    var facts = manifest().facts();

    assertThat(facts.version()).isEqualTo("1.0.0");
    assertThat(facts.fileName()).isEqualTo("x-1.0.0.tgz");
    assertThat(facts.publishedAt()).contains("2020-01-01T00:00:00Z");
    assertThat(facts.integrity().orElseThrow().anyOf().get(0).hex()).isEqualTo("ab".repeat(20));
    assertThat(facts.installScript()).isTrue();
    assertThat(manifest().json()).isEqualTo(utf8(JSON));
  }

  @Test
  void whatIsEncodedIsDecodedTheSame() throws Exception {
    var decoded = IndexedManifest.decode(manifest().encode());

    assertThat(decoded.facts()).isEqualTo(manifest().facts());
    assertThat(decoded.json()).isEqualTo(manifest().json());
    assertThat(decoded.encode()).isEqualTo(manifest().encode());
  }

  @Test
  void aRetainedManifestIsTheDocuments() throws Exception {
    var sample = SamplePackument.median();
    var document = sample.bytes();
    var index = Documents.index("lodash", document);

    for (int i = 0; i < index.size(); i += 13) {
      var manifest = IndexedManifest.of(index, i, Documents.reader(document));

      assertThat(manifest.json()).isEqualTo(utf8(sample.manifest(i)));
      assertThat(manifest.facts()).isEqualTo(index.facts(i));
      assertThat(IndexedManifest.decode(manifest.encode()).facts()).isEqualTo(index.facts(i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                           | no usable "name"
          {"name":"../x"}                                              | no usable "name"
          {"name":"x"}                                                 | no usable "version"
          {"name":"x","version":"a/b"}                                 | no usable "version"
          {"name":"x","version":"1"}                                   | no usable "dist.tarball"
          {"name":"x","version":"1","dist":{"tarball":"https://a/"}}   | no usable "dist.tarball"
          []                                                           | a JSON object
          {"name":"x"                                                  | end-of-input
          """)
  void whatCannotBeInstalledIsMalformed(String json, String problem) {
    assertThatThrownBy(() -> IndexedManifest.parse(utf8(json), Optional.empty()))
        .isInstanceOf(MalformedPackumentException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void whatIsNotOursIsRefused() throws Exception {
    var encoded = manifest().encode();

    for (int length = 0; length < encoded.length; length++) {
      var truncated = Arrays.copyOf(encoded, length);
      assertThatThrownBy(() -> IndexedManifest.decode(truncated))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
