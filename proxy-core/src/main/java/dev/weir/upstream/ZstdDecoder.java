package dev.weir.upstream;

import com.github.luben.zstd.ZstdBufferDecompressingStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * zstd, of one or more frames, with a window of at most 8 MiB (RFC 9659), so that an origin cannot
 * make Weir allocate more.
 *
 * <p>The binding's stream ends when a frame and the bytes at hand end together; if further bytes
 * come, a new stream takes them. (Its {@code InputStream} would be simpler, but does not notice
 * that a frame after the first is cut off.)
 */
final class ZstdDecoder implements BodyDecoder {
  private static final int LARGEST_WINDOW_LOG = 23;
  private static final int SCRATCH = 32 << 10;

  private final ByteBuffer scratch = ByteBuffer.allocate(SCRATCH);
  private Frames frames = new Frames();
  private boolean begun;

  @Override
  public void decode(ByteBuf coded, ByteBuf decoded) throws CodingException {
    if (coded.isReadable()) {
      take(coded);
    }
    try {
      while (decoded.isWritable() && move(decoded)) {}
    } catch (IOException e) {
      throw new CodingException("not zstd: " + e.getMessage());
    }
  }

  private void take(ByteBuf coded) {
    if (begun && !frames.hasRemaining()) {
      frames.close();
      frames = new Frames();
    }
    begun = true;
    frames.append(coded);
  }

  /** Decodes as much as the scratch holds, and says whether there was anything to do. */
  private boolean move(ByteBuf decoded) throws IOException {
    int before = frames.codedBytes();
    scratch.clear().limit(Math.min(SCRATCH, decoded.writableBytes()));
    frames.read(scratch);
    decoded.writeBytes(scratch.flip());
    return scratch.limit() > 0 || frames.codedBytes() < before;
  }

  @Override
  public boolean mayEnd() {
    return begun && !frames.hasRemaining();
  }

  @Override
  public void close() {
    frames.close();
  }

  /** Frames in a row, fed piece by piece. */
  private static final class Frames extends ZstdBufferDecompressingStreamNoFinalizer {
    Frames() {
      super(ByteBuffer.allocate(0));
      try {
        setLongMax(LARGEST_WINDOW_LOG);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Copies: what is not decoded yet, and then {@code coded}. */
    void append(ByteBuf coded) {
      var all = ByteBuffer.allocate(source.remaining() + coded.readableBytes());
      all.put(source);
      coded.readBytes(all);
      source = all.flip();
    }

    int codedBytes() {
      return source.remaining();
    }
  }
}
