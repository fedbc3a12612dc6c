package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Any bytes as an archive: a readme that stands in them, or a reason, within the limits. */
class TarballReadmeFuzzTest {
  private static final int LONGEST = 64;
  private static final ReadmeLimits LIMITS = new ReadmeLimits(1 << 20, 50, LONGEST);

  @FuzzTest(maxDuration = "")
  void isReadOrNot(byte[] data) {
    var mended = TarBuilder.withChecksums(data);

    assertSound(TarballReadme.ofTar(new ByteArrayInputStream(mended), LIMITS), mended);
    assertThat(TarballReadme.of(new ByteArrayInputStream(TarBuilder.gzip(mended)), LIMITS))
        .isEqualTo(TarballReadme.ofTar(new ByteArrayInputStream(mended), LIMITS));
    TarballReadme.of(new ByteArrayInputStream(data), LIMITS);
  }

  private static void assertSound(Readme readme, byte[] tar) {
    if (readme instanceof Readme.Text text) {
      var utf8 = text.text().getBytes(StandardCharsets.UTF_8);
      assertThat(text.text().length()).isLessThanOrEqualTo(LONGEST);
      if (text.text().indexOf('\ufffd') < 0) {
        assertThat(new String(tar, StandardCharsets.ISO_8859_1))
            .contains(new String(utf8, StandardCharsets.ISO_8859_1));
      }
    } else {
      assertThat(((Readme.None) readme).why()).isNotBlank();
    }
  }
}
