package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Any bytes as an archive: a readme that stands in them, or a reason, within the limits. */
class TarballReadmeFuzzTest {
  private static final int LONGEST = 64;
  private static final ReadmeLimits LIMITS = new ReadmeLimits(1 << 20, 50, LONGEST);

  @FuzzTest(maxDuration = "")
  void isReadOrNot(byte[] data) {
    var mended = withChecksums(data);

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

  /** A fuzzer would hardly ever guess a checksum: each block has that of a header. */
  private static byte[] withChecksums(byte[] data) {
    var tar = data.clone();
    for (int at = 0; at + 512 <= tar.length; at += 512) {
      if (tar[at] != 0) {
        checksum(tar, at);
      }
    }
    return tar;
  }

  private static void checksum(byte[] tar, int at) {
    Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
    int sum = 0;
    for (int i = at; i < at + 512; i++) {
      sum += tar[i] & 0xff;
    }
    var text = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, tar, at + 148, text.length);
  }
}
