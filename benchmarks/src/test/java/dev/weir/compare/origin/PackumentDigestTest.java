package dev.weir.compare.origin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackumentDigestTest {
  private static final String DOCUMENT =
      """
      {"name":"a","dist-tags":{"latest":"1.0.1","next":"1.0.1"},"versions":{
        "1.0.0":{"version":"1.0.0","dependencies":{"b":"^1","c":"~2"},
          "dist":{"shasum":"s0","integrity":"i0","tarball":"http://o.example/a/-/a-1.0.0.tgz"}},
        "1.0.1":{"version":"1.0.1",
          "dist":{"shasum":"s1","integrity":"i1","tarball":"http://o.example/a/-/a-1.0.1.tgz"}}}}""";
  private static final String BASE = "http://o.example";

  @Test
  void orderAndFurtherFieldsDoNotMatter() {
    var other =
        """
        {"readme":"long","versions":{
          "1.0.1":{"dist":{"tarball":"http://w.example/npm/a/-/a-1.0.1.tgz","integrity":"i1",
            "shasum":"s1","fileCount":3},"version":"1.0.1"},
          "1.0.0":{"version":"1.0.0","dependencies":{"c":"~2","b":"^1"},
            "dist":{"shasum":"s0","integrity":"i0",
              "tarball":"http://w.example/npm/a/-/a-1.0.0.tgz"}}},
         "name":"a","dist-tags":{"next":"1.0.1","latest":"1.0.1"}}""";

    assertThat(PackumentDigest.of(other.getBytes(UTF_8), "http://w.example/npm"))
        .isEqualTo(digest(DOCUMENT));
  }

  @ParameterizedTest
  @CsvSource({
    "i0, i9",
    "s1, s9",
    "^1, ^2",
    "'\"next\":\"1.0.1\"', '\"next\":\"1.0.0\"'",
    "a-1.0.1.tgz, a-1.0.0.tgz",
    "'\"name\":\"a\"', '\"name\":\"b\"'"
  })
  void whatInstallsDependOnMatters(String before, String after) {
    assertThat(digest(DOCUMENT.replace(before, after))).isNotEqualTo(digest(DOCUMENT));
  }

  @Test
  void tarballElsewhereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PackumentDigest.of(DOCUMENT.getBytes(UTF_8), "http://w.example"))
        .withMessageContaining("dist.tarball of 1.0.0: http://o.example/a/-/a-1.0.0.tgz");
  }

  @ParameterizedTest
  @CsvSource({"{}", "'{\"versions\":{}}'", "'{\"versions\":'", "<html>"})
  void whatIsNoPackumentIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> digest(text));
  }

  private static String digest(String document) {
    return PackumentDigest.of(document.getBytes(UTF_8), BASE);
  }
}
