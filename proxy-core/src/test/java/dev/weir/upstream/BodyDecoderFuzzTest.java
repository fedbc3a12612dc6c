package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The first byte chooses a coding and the pieces, the rest is a coded body: it is decoded as the
 * JDK and the zstd binding decode it, or fails; never beyond the limit, never without end, and no
 * buffer is left.
 */
class BodyDecoderFuzzTest {
  private static final int LIMIT = 1 << 20;
  private static final int MOST_STEPS = 20_000;
  private static final ContentCoding[] CODINGS = {
    ContentCoding.GZIP, ContentCoding.DEFLATE, ContentCoding.ZSTD
  };

  @FuzzTest(maxDuration = "")
  void decodesAsOthersDoOrFails(byte[] data) throws IOException {
    int choice = data.length == 0 ? 0 : data[0] & 0xff;
    var coded = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
    var coding = CODINGS[choice % CODINGS.length];
    var wire = new Wire(coded, 1 + choice / CODINGS.length);
    var decoded = new ByteArrayOutputStream();

    boolean whole = decode(wire, coding, decoded);

    assertThat(decoded.size()).isLessThanOrEqualTo(LIMIT);
    assertThat(wire.unreleased()).as("buffers of the wire").isZero();
    if (whole) {
      assertThat(decoded.toByteArray()).isEqualTo(reference(coding, coded));
    }
  }

  /** Whether all of it was decoded. */
  private static boolean decode(Wire wire, ContentCoding coding, ByteArrayOutputStream into) {
    var alloc = new UnpooledByteBufAllocator(false, true);
    try (var body = new DecodedBody(wire, coding.decoder(), LIMIT, Runnable::run, alloc)) {
      for (int step = 0; step < MOST_STEPS; step++) {
        var piece = body.next().toCompletableFuture().join();
        if (piece.isEmpty()) {
          return true;
        }
        var bytes = new byte[piece.get().readableBytes()];
        piece.get().readBytes(bytes).release();
        into.writeBytes(bytes);
      }
      throw new AssertionError("no end after %d steps".formatted(MOST_STEPS));
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(UpstreamBodyException.class);
      return false;
    } finally {
      assertThat(alloc.metric().usedDirectMemory()).isZero();
      assertThat(alloc.metric().usedHeapMemory()).isZero();
    }
  }

  private static byte[] reference(ContentCoding coding, byte[] coded) throws IOException {
    return switch (coding) {
      case GZIP -> gunzipped(coded);
      case ZSTD -> {
        try (var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(coded))) {
          yield in.readAllBytes();
        }
      }
      default -> {
        boolean zlib =
            (coded[0] & 0x0f) == 8 && ((coded[0] & 0xff) << 8 | coded[1] & 0xff) % 31 == 0;
        var all = new ByteArrayOutputStream();
        inflate(coded, 0, !zlib, all);
        yield all.toByteArray();
      }
    };
  }

  /** RFC 1952, member by member; the JDK's stream forgives a broken one after the first. */
  private static byte[] gunzipped(byte[] coded) {
    var all = new ByteArrayOutputStream();
    int at = 0;
    while (at < coded.length) {
      int flags = coded[at + 3];
      at += 10;
      at += (flags & 4) == 0 ? 0 : 2 + (coded[at] & 0xff) + ((coded[at + 1] & 0xff) << 8);
      for (int flag : new int[] {8, 16}) {
        while ((flags & flag) != 0 && coded[at++] != 0) {}
      }
      at += (flags & 2) == 0 ? 0 : 2;
      at += inflate(coded, at, true, all) + 8;
    }
    return all.toByteArray();
  }

  /** Gives how many bytes of {@code coded} it was. */
  private static int inflate(byte[] coded, int from, boolean bare, ByteArrayOutputStream into) {
    var inflater = new Inflater(bare);
    try {
      inflater.setInput(coded, from, coded.length - from);
      var buffer = new byte[8192];
      while (!inflater.finished()) {
        int length = inflater.inflate(buffer);
        assertThat(length > 0 || inflater.finished()).as("the JDK finds an end").isTrue();
        into.write(buffer, 0, length);
      }
      return (int) inflater.getBytesRead();
    } catch (DataFormatException e) {
      throw new AssertionError("the JDK finds no deflate", e);
    } finally {
      inflater.end();
    }
  }

  /** Bytes that come in pieces, and whether their buffers came back. */
  private static final class Wire implements ByteStream {
    private final UnpooledByteBufAllocator alloc = new UnpooledByteBufAllocator(false, true);
    private final byte[] bytes;
    private final int piece;
    private int at;

    Wire(byte[] bytes, int piece) {
      this.bytes = bytes;
      this.piece = piece;
    }

    long unreleased() {
      return alloc.metric().usedDirectMemory() + alloc.metric().usedHeapMemory();
    }

    @Override
    public OptionalLong length() {
      return OptionalLong.empty();
    }

    @Override
    public CompletionStage<Optional<ByteBuf>> next() {
      int length = Math.min(piece, bytes.length - at);
      if (length == 0) {
        return CompletableFuture.completedStage(Optional.empty());
      }
      var chunk = alloc.directBuffer(length).writeBytes(bytes, at, length);
      at += length;
      return CompletableFuture.completedStage(Optional.of(chunk));
    }

    @Override
    public void close() {}
  }
}
