package dev.weir.cli.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cli.lockfile.Integrity.Algorithm;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrityTest {
  private static final String SHA1_OF_HI = "sha1-witfkXg0JglCjW9RssWvTAveakI=";
  private static final String SHA512_OF_HI =
      "sha512-FQoU7VvqbMcxz4bEFWasQnqNtI7xuf1iZmSzv7uZBx+kySLzPd44c"
          + "ZuMg1Tit6udd+Dmf8EoQ5IKcS5z1Vjhlw==";
  private static final String SHA512_OF_HO =
      "sha512-oLy3C3cd4fYUxySoYWkojuncdJpsC7ud0PhjwrZlMdIbZbgb09PsT"
          + "jRcL+pZAyobTz/lIxfaO/B1N097aZsQqg==";

  @Test
  void strongestAlgorithmCounts() {
    var integrity = Integrity.of(SHA1_OF_HI + " " + SHA512_OF_HI).orElseThrow();

    assertThat(integrity.algorithm()).isEqualTo(Algorithm.SHA512);
    assertThat(integrity.allows(hex("hi"))).isTrue();
    assertThat(integrity.allows(hex("ho"))).isFalse();
    assertThat(integrity.text(hex("ho"))).isEqualTo(SHA512_OF_HO);
  }

  @Test
  void eachDigestOfTheStrongestAlgorithmIsAllowed() {
    var integrity = Integrity.of(SHA512_OF_HI + "\n " + SHA512_OF_HO + "?option").orElseThrow();

    assertThat(integrity.allows(hex("hi"))).isTrue();
    assertThat(integrity.allows(hex("ho"))).isTrue();
    assertThat(Integrity.of(integrity.toString())).hasValue(integrity);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "md5-AAAA", "sha512-", "sha512-AAAA", "sha512-?", "sha1-!!", "nonsense"})
  void whatIsNotKnownIsNone(String text) {
    assertThat(Integrity.of(text)).isEmpty();
  }

  @Test
  void sha1IsReadInHexadecimalToo() {
    var hexadecimal = Integrity.ofSha1("C22B5F9178342609428D6F51B2C5AF4C0BDE6A42");

    assertThat(hexadecimal).isEqualTo(Integrity.of(SHA1_OF_HI)).isPresent();
    assertThat(Integrity.ofSha1("c22b")).isEmpty();
    assertThat(Integrity.ofSha1("http://registry.example/a.tgz")).isEmpty();
  }

  private static String hex(String text) {
    var hashing = Algorithm.SHA512.hashing();
    return HexFormat.of().formatHex(hashing.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
