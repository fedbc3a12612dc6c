package dev.weir.npm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.model.PackageName;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Memory is that of the rest, not of the tarball. */
class LargePublishTest {
  private static final int MIB = 1 << 20;
  private static final PublishLimits LIMITS = new PublishLimits(4 * MIB, 256L * MIB, 10);

  @Test
  void aTarballIsTakenOutWithoutHoldingIt() throws Exception {
    var sample = PublishSample.npm();
    sample.attachment.put("data", "HERE");
    sample.attachment.remove("length");
    var parts = sample.json().split("HERE", 2);
    var content = content();
    var piece = Base64.getEncoder().encode(content);
    var checked = new Checked(content);
    var splitter = new PublishSplitter(LIMITS, checked);

    feed(splitter, parts[0].getBytes(UTF_8));
    long most = 0;
    long fed = 0;
    while (fed < 150L * MIB) {
      feed(splitter, piece);
      fed += piece.length;
      most = Math.max(most, splitter.held());
    }
    feed(splitter, parts[1].getBytes(UTF_8));
    var document = PublishDocument.parse(splitter.end(), new PackageName("@lab/pkg-a"), LIMITS);

    assertThat(most).isLessThan(64 << 10);
    assertThat(checked.length).isEqualTo(fed / 4 * 3);
    assertThat(document.published().orElseThrow().tarball().length()).isEqualTo(fed / 4 * 3);
  }

  /** As long as it takes for base64 without padding, so that pieces of it are one text. */
  private static byte[] content() {
    var content = new byte[3 * 21_001];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 + i / 251);
    }
    return content;
  }

  private static void feed(PublishSplitter splitter, byte[] bytes) throws Exception {
    splitter.feed(bytes, 0, bytes.length);
  }

  /** Compares what comes with a content that repeats, and keeps nothing. */
  private static final class Checked implements Attachments {
    private final byte[] content;
    private long length;

    Checked(byte[] content) {
      this.content = content;
    }

    @Override
    public void data(String attachmentName, byte[] bytes, int offset, int count) {
      for (int i = 0; i < count; i++) {
        if (bytes[offset + i] != content[(int) ((length + i) % content.length)]) {
          throw new AssertionError("byte %d differs".formatted(length + i));
        }
      }
      length += count;
    }
  }
}
