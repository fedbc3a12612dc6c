package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.model.PackageName;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Memory is that of the index, not of the document. What a thread allocates bounds what it holds.
 */
class LargePackumentTest {
  private static final long MIB = 1 << 20;

  @Test
  void aDocumentIsReadWithoutHoldingIt() throws Exception {
    PackumentIndexer.index(
        new PackageName("left-pad"), SamplePackument.small().stream(), Documents.LIMITS);
    var document = new Padded(96 * MIB);

    long before = allocated();
    var index = PackumentIndexer.index(new PackageName("x"), document, Documents.LIMITS);
    long allocated = allocated() - before;

    assertThat(index.documentLength()).isGreaterThan(96 * MIB);
    assertThat(index.size()).isEqualTo(1);
    assertThat(allocated).isLessThan(MIB);
  }

  @Test
  void fourTimesTheDocumentTakesNoMoreMemory() throws Exception {
    var narrow = SamplePackument.of("next", 2600, 2000).bytes();
    var wide = SamplePackument.of("next", 2600, 8000).bytes();
    assertThat(wide.length).isBetween(20_000_000, 24_000_000);
    index(narrow);

    long before = allocated();
    index(narrow);
    long forNarrow = allocated() - before;
    var index = index(wide);
    long forWide = allocated() - before - forNarrow;

    assertThat(forWide).isLessThan(forNarrow * 5 / 4);
    assertThat(index.weight()).isLessThan(MIB);
  }

  @Test
  void renderingTakesNoMemoryForWhatItCopies() throws Exception {
    var document = SamplePackument.large().bytes();
    var sources = List.<PackumentSource>of(new PackumentSource.Document(index(document)));
    var written = new AtomicLong();

    long before = allocated();
    var plan = PackumentPlan.packument(new PackageName("next"), sources, Form.FULL, Documents.BASE);
    plan.write(
        List.of(Documents.reader(document)), (bytes, offset, length) -> written.addAndGet(length));
    long allocated = allocated() - before;

    assertThat(allocated).isLessThan(8 * MIB);
    assertThat(written).hasValue(plan.length());
  }

  @Test
  void aFullRenderingIsTheDocumentWithOurUrls() throws Exception {
    var sample = SamplePackument.of("@types/node", 500, 2000);
    var document = sample.bytes();
    var source = new PackumentSource.Document(Documents.index("@types/node", document));

    var plan =
        PackumentPlan.packument(
            new PackageName("@types/node"), List.of(source), Form.FULL, Documents.BASE);

    assertThat(Documents.bytes(plan, List.of(document)))
        .isEqualTo(sample.withOrigin(Documents.BASE).bytes());
  }

  private static PackageIndex index(byte[] document) throws Exception {
    return Documents.index("next", document);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  /** A packument with a readme of some length, made as it is read. */
  private static final class Padded extends InputStream {
    private static final byte[] HEAD = utf8("{\"name\":\"x\",\"readme\":\"");
    private static final byte[] TAIL =
        utf8(
            "\",\"versions\":{\"1.0.0\":"
                + "{\"dist\":{\"tarball\":\"https://registry.example/x/-/x-1.0.0.tgz\"}}}}");
    private final long padding;
    private long at;

    Padded(long padding) {
      this.padding = padding;
    }

    @Override
    public int read() {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      long left = HEAD.length + padding + TAIL.length - at;
      if (left == 0) {
        return -1;
      } else if (at < HEAD.length) {
        return piece(HEAD, at, bytes, offset, length);
      } else if (at >= HEAD.length + padding) {
        return piece(TAIL, at - HEAD.length - padding, bytes, offset, length);
      }
      int count = (int) Math.min(length, HEAD.length + padding - at);
      Arrays.fill(bytes, offset, offset + count, (byte) 'r');
      at += count;
      return count;
    }

    private int piece(byte[] piece, long from, byte[] bytes, int offset, int length) {
      int count = (int) Math.min(length, piece.length - from);
      System.arraycopy(piece, (int) from, bytes, offset, count);
      at += count;
      return count;
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
