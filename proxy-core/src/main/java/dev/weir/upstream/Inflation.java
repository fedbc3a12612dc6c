package dev.weir.upstream;

import dev.weir.upstream.BodyDecoder.CodingException;
import io.netty.buffer.ByteBuf;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Runs an {@link Inflater} from buffer to buffer. */
final class Inflation {
  private Inflation() {}

  /** Gives how many bytes were written; stops when either side has no more room or bytes. */
  static int inflate(Inflater inflater, ByteBuf coded, ByteBuf decoded) throws CodingException {
    int start = decoded.writerIndex();
    try {
      boolean moved = true;
      while (moved && decoded.isWritable() && !inflater.finished()) {
        moved = inflateOnce(inflater, coded, decoded);
      }
    } catch (DataFormatException e) {
      throw new CodingException("not deflate: " + e.getMessage());
    }
    if (inflater.needsDictionary()) {
      throw new CodingException("deflate with a preset dictionary (expected: none)");
    }
    return decoded.writerIndex() - start;
  }

  private static boolean inflateOnce(Inflater inflater, ByteBuf coded, ByteBuf decoded)
      throws DataFormatException {
    int readable = coded.readableBytes();
    inflater.setInput(coded.nioBuffer());
    int written =
        inflater.inflate(decoded.nioBuffer(decoded.writerIndex(), decoded.writableBytes()));
    int consumed = readable - inflater.getRemaining();
    coded.skipBytes(consumed);
    decoded.writerIndex(decoded.writerIndex() + written);
    return written > 0 || consumed > 0;
  }
}
