package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodingTest {
  /** A version may have any build metadata, and a tag nearly any name. */
  @Test
  void aRenderingsNameCannotLookLikeACoding() {
    assertThat(Coding.GZIP.of("manifest:1.0.0"))
        .isNotEqualTo(Coding.IDENTITY.of("manifest:1.0.0+gzip"))
        .isNotEqualTo(Coding.IDENTITY.of("manifest:gzip:1.0.0"))
        .isNotEqualTo(Coding.ZSTD.of("manifest:1.0.0"));
  }
}
