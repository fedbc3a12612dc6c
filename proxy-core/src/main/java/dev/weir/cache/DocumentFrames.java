package dev.weir.cache;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.weir.io.ByteSource;
import dev.weir.npm.ByteSink;
import dev.weir.npm.DocumentReader;
import dev.weir.storage.CorruptBlobException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A stored document as its reader sees it: independent zstd frames of {@link #FRAME} decoded bytes,
 * of which one at a time stands in memory.
 *
 * <p>Blocks on the store, so it belongs on the CPU pool. Not thread-safe. Closes its source.
 */
public final class DocumentFrames implements DocumentReader, AutoCloseable {
  /** Decoded bytes in each frame but the last. */
  public static final int FRAME = 1 << 20;

  /** An index is a fraction of its document, and documents are bounded. */
  private static final long MAX_INDEX = 256L << 20;

  private static final int LEVEL = 3;

  private final ByteSource source;
  private final List<Integer> frames;
  private final long[] offsets;
  private final long length;
  private int current = -1;
  private byte[] decoded = new byte[0];

  /**
   * @param source the blob, frames first
   * @param frames compressed lengths
   * @param length of the decoded document
   */
  DocumentFrames(ByteSource source, List<Integer> frames, long length) {
    this.source = source;
    this.frames = frames;
    this.length = length;
    this.offsets = new long[frames.size() + 1];
    for (int i = 0; i < frames.size(); i++) {
      offsets[i + 1] = offsets[i] + frames.get(i);
    }
  }

  @Override
  public void copy(long from, long to, ByteSink sink) throws IOException {
    if (from < 0 || to > length || from > to) {
      throw new IllegalArgumentException(
          "range: [%d,%d) (expected: within [0,%d))".formatted(from, to, length));
    }
    long position = from;
    while (position < to) {
      int frame = (int) (position / FRAME);
      var bytes = frame(frame);
      int start = (int) (position - (long) frame * FRAME);
      int count = (int) Math.min(bytes.length - start, to - position);
      sink.write(bytes, start, count);
      position += count;
    }
  }

  /** The whole document from its beginning, a frame at a time. */
  InputStream stream() {
    return new InputStream() {
      private long position;

      @Override
      public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int count) {
        if (count > 0 && position >= length) {
          return -1;
        }
        var bytes = frame((int) (position / FRAME));
        int start = (int) (position % FRAME);
        int copied = Math.min(count, bytes.length - start);
        System.arraycopy(bytes, start, target, offset, copied);
        position += copied;
        return copied;
      }
    };
  }

  @Override
  public void close() {
    source.close();
  }

  private byte[] frame(int number) {
    if (number != current) {
      int decodedLength = (int) Math.min(FRAME, length - (long) number * FRAME);
      var compressed = SourceBytes.read(source, offsets[number], frames.get(number));
      decoded = decompress(compressed, decodedLength);
      current = number;
    }
    return decoded;
  }

  static byte[] compress(byte[] bytes, int length) {
    var target = new byte[(int) Zstd.compressBound(length)];
    long size = Zstd.compressByteArray(target, 0, target.length, bytes, 0, length, LEVEL);
    if (Zstd.isError(size)) {
      throw new IllegalStateException("zstd: " + Zstd.getErrorName(size));
    }
    return Arrays.copyOf(target, (int) size);
  }

  /** A frame of any length, which is in its header. */
  static byte[] decompress(byte[] compressed) {
    long length = Zstd.getFrameContentSize(compressed);
    if (length < 0 || length > MAX_INDEX) {
      throw new CorruptBlobException(
          "frame length: %d (expected: 0 to %d)".formatted(length, MAX_INDEX));
    }
    return decompress(compressed, (int) length);
  }

  /** The decoded frame; one that is not what it should be is a corrupt blob. */
  static byte[] decompress(byte[] compressed, int decodedLength) {
    try {
      var bytes = new byte[decodedLength];
      long size = Zstd.decompress(bytes, compressed);
      if (Zstd.isError(size) || size != decodedLength) {
        throw new CorruptBlobException(
            "frame: %d bytes (expected: %d)".formatted(size, decodedLength));
      }
      return bytes;
    } catch (ZstdException e) {
      throw new CorruptBlobException("frame: " + e.getMessage(), e);
    }
  }
}
