package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageIndexTest {
  private static final String UNUSUAL =
      """
      {"name":"@s/x","versions":{
        "1.0.0":{"dist":{"tarball":"https://registry.example/@s/x/-/x-1.0.0.tgz"}},
        "1.0.1":{"dist":{"tarball":"https://registry.example/@s/x/-/@s%2fx-01.0.1.tgz"}},
        "1.0.2":{"dist":{"tarball":"https://registry.example/@s/x/-/@s/x-1.0.2.tgz"}},
        "1.0.3":{"dist":{"tarball":"https://registry.example/dl/a%2Bb.tgz?key=1"}},
        "1.0.4":{"dist":{"tarball":"https://registry.example/dl/twice.tgz"}},
        "1.0.5":{"dist":{"tarball":"https://registry.example/dl/twice.tgz"}},
        "1.0.6":{"dist":{"tarball":"https:\\/\\/registry.example\\/dl\\/x-1.0.6.tgz"}},
        "1.0.7":{"dist":{"tarball":"https://registry.example/dl/x-1.0.0.tgz"}}
      }}
      """;

  @ParameterizedTest
  @CsvSource({
    "x-1.0.0.tgz,   1.0.0",
    "x-01.0.1.tgz,  1.0.1",
    "x-1.0.2.tgz,   1.0.2",
    "a+b.tgz,       1.0.3",
    "twice.tgz,     1.0.4",
    "x-1.0.6.tgz,   1.0.6"
  })
  void aVersionIsFoundByItsFile(String fileName, String version) throws Exception {
    var index = Documents.index("@s/x", UNUSUAL);

    int i = index.findFile(fileName);

    assertThat(index.version(i)).isEqualTo(version);
    assertThat(index.facts(i).fileName()).isEqualTo(fileName);
  }

  @ParameterizedTest
  @CsvSource({"x-1.0.1.tgz", "x-1.0.9.tgz", "x-.tgz", "x-tgz", "a%2Bb.tgz", "zzz.tgz", "''"})
  void aFileThatNoVersionHasIsNotFound(String fileName) throws Exception {
    assertThat(Documents.index("@s/x", UNUSUAL).findFile(fileName)).isEqualTo(-1);
  }

  @Test
  void urlsAreKeptAsTheOriginWroteThem() throws Exception {
    var index = Documents.index("@s/x", UNUSUAL);

    assertThat(index.facts(index.find("1.0.3")).tarballUrl())
        .isEqualTo("https://registry.example/dl/a%2Bb.tgz?key=1");
    assertThat(index.facts(index.find("1.0.6")).tarballUrl())
        .isEqualTo("https://registry.example/dl/x-1.0.6.tgz");
  }

  @Test
  void everyVersionAndFileOfALongListIsFound() throws Exception {
    var sample = SamplePackument.of("@types/node", 1000, 1500);

    var index = Documents.index("@types/node", sample.bytes());

    assertThat(index.size()).isEqualTo(1000);
    for (int i = 0; i < index.size(); i++) {
      assertThat(index.version(i)).isEqualTo(sample.version(i));
      assertThat(index.find(sample.version(i))).isEqualTo(i);
      assertThat(index.findFile(sample.fileName(i))).isEqualTo(i);
      assertThat(index.facts(i).publishedAt()).contains(sample.publishedAt(i));
    }
    assertThat(index.find("99.0.0")).isEqualTo(-1);
  }

  @Test
  void whatIsEncodedIsDecodedTheSame() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      var index = Documents.index("x", new OddPackument("x", new Random(seed)).json());

      var decoded = PackageIndex.decode(index.encode());

      assertThat(decoded.encode()).isEqualTo(index.encode());
      assertThat(decoded.name()).isEqualTo(index.name());
      assertThat(decoded.distTags()).isEqualTo(index.distTags());
      assertThat(decoded.documentLength()).isEqualTo(index.documentLength());
      assertThat(decoded.size()).isEqualTo(index.size());
    }
  }

  @Test
  void whatIsNotOursIsRefused() throws Exception {
    var encoded = Documents.index("lodash", SamplePackument.median().bytes()).encode();
    var manifest = IndexedManifestTest.manifest().encode();
    var random = new Random(7);

    assertRefused(new byte[0]);
    assertRefused(manifest);
    assertRefused(Arrays.copyOf(encoded, encoded.length - 1));
    assertRefused(Arrays.copyOf(encoded, encoded.length + 1));
    for (int round = 0; round < 500; round++) {
      var changed = encoded.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertRefused(changed);
    }
  }

  @Test
  void itIsSmallBesideItsDocument() throws Exception {
    var sample = SamplePackument.of("next", 500, 8000);

    var index = Documents.index("next", sample.bytes());

    assertThat(index.weight()).isBetween(500L * 100, 500L * 400);
    assertThat(index.encode().length).isLessThan(500 * 250);
  }

  @Test
  void nobodyCanChangeIt() throws Exception {
    var index = Documents.index("left-pad", SamplePackument.small().bytes());
    var encoded = index.encode();
    var given = encoded.clone();
    var decoded = PackageIndex.decode(given);

    Arrays.fill(given, (byte) 0);
    Arrays.fill(index.encode(), (byte) 0);

    assertThat(decoded.encode()).isEqualTo(encoded);
    assertThat(index.encode()).isEqualTo(encoded);
    assertThatThrownBy(() -> decoded.distTags().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static void assertRefused(byte[] bytes) {
    assertThatThrownBy(() -> PackageIndex.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected");
  }
}
