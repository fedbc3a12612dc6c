package dev.weir.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * deflate, which is the zlib format (RFC 1950); some servers send the bare deflate stream, told
 * apart by the first two bytes. The zlib format's checksum is verified.
 */
final class DeflateDecoder implements BodyDecoder {
  private static final int PREFIX_LENGTH = 2;

  private final ByteBuf prefix = Unpooled.wrappedBuffer(new byte[PREFIX_LENGTH]).clear();
  private @Nullable Inflater inflater;

  @Override
  public void decode(ByteBuf coded, ByteBuf decoded) throws CodingException {
    if (inflater == null) {
      prefix.writeBytes(coded, Math.min(prefix.writableBytes(), coded.readableBytes()));
      if (prefix.isWritable()) {
        return;
      }
      inflater = new Inflater(!isZlib(prefix));
    }
    if (prefix.isReadable()) {
      Inflation.inflate(inflater, prefix, decoded);
    }
    Inflation.inflate(inflater, coded, decoded);
    if (inflater.finished() && coded.isReadable()) {
      throw new CodingException(
          "%d bytes after the deflate stream".formatted(coded.readableBytes()));
    }
  }

  /** RFC 1950, section 2.2: method 8, and the two bytes as a number are a multiple of 31. */
  private static boolean isZlib(ByteBuf prefix) {
    return (prefix.getByte(0) & 0x0f) == 8 && prefix.getUnsignedShort(0) % 31 == 0;
  }

  @Override
  public boolean mayEnd() {
    return inflater != null && inflater.finished();
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }
}
