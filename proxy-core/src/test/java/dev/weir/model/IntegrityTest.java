package dev.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrityTest {
  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void anSriIsReadAndWritten(DigestAlgorithm algorithm) throws Exception {
    var sri = sri(algorithm, "content");

    var integrity = Integrity.parse(sri).orElseThrow();

    assertThat(integrity.algorithm()).isEqualTo(algorithm);
    assertThat(integrity.sri()).isEqualTo(sri);
    assertThat(integrity.accepts(digest(algorithm, "content"))).isTrue();
    assertThat(integrity.accepts(digest(algorithm, "other"))).isFalse();
  }

  @Test
  void theStrongestCountsAndAnyOfThemWillDo() throws Exception {
    var integrity =
        Integrity.parse(
                " %s  %s %s?opt=1 "
                    .formatted(
                        sri(DigestAlgorithm.SHA1, "a"),
                        sri(DigestAlgorithm.SHA512, "b"),
                        sri(DigestAlgorithm.SHA512, "c")))
            .orElseThrow();

    assertThat(integrity.anyOf())
        .containsExactly(digest(DigestAlgorithm.SHA512, "b"), digest(DigestAlgorithm.SHA512, "c"));
    assertThat(integrity.accepts(digest(DigestAlgorithm.SHA1, "a"))).isFalse();
  }

  @Test
  void whatIsUnknownOrMalformedIsPassedOver() throws Exception {
    var good = sri(DigestAlgorithm.SHA256, "a");

    assertThat(Integrity.parse("md5-eA== sha512-short sha384 sha1-!!! " + good))
        .map(Integrity::sri)
        .contains(good);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "sha512", "sha512-", "md5-eA==", "SHA1-xxx", "-", "?"})
  void nothingUsableIsNothing(String sri) {
    assertThat(Integrity.parse(sri)).isEmpty();
  }

  @Test
  void aShasumIsHexadecimal() {
    assertThat(Integrity.ofShasum("AB".repeat(20)))
        .map(integrity -> integrity.anyOf().get(0).hex())
        .contains("ab".repeat(20));
    assertThat(Integrity.ofShasum("ab".repeat(19))).isEmpty();
    assertThat(Integrity.ofShasum("xy".repeat(20))).isEmpty();
    assertThat(Integrity.ofShasum("")).isEmpty();
  }

  @Test
  void anIntegrityIsOfOneAlgorithmAndOfSomething() throws Exception {
    var mixed = List.of(digest(DigestAlgorithm.SHA1, "a"), digest(DigestAlgorithm.SHA256, "a"));

    assertThatThrownBy(() -> new Integrity(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Integrity(mixed)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String sri(DigestAlgorithm algorithm, String content) throws Exception {
    return algorithm.name().toLowerCase(Locale.ROOT)
        + "-"
        + Base64.getEncoder().encodeToString(digest(algorithm, content).bytes());
  }

  private static Digest digest(DigestAlgorithm algorithm, String content) throws Exception {
    var hash = MessageDigest.getInstance(algorithm.jcaName());
    return Digest.of(algorithm, hash.digest(content.getBytes(StandardCharsets.UTF_8)));
  }
}
