package dev.weir.upstream;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32;
import java.util.zip.Inflater;

/** gzip, of one or more members, each one's CRC and length verified (RFC 1952). */
final class GzipDecoder implements BodyDecoder {
  private static final int TRAILER_LENGTH = 8;

  private enum Part {
    HEADER,
    DEFLATED,
    TRAILER
  }

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private Part part = Part.HEADER;
  private GzipHeader header = new GzipHeader();
  private boolean oneMemberDone;
  private long trailer;
  private int trailerLength;

  @Override
  public void decode(ByteBuf coded, ByteBuf decoded) throws CodingException {
    boolean advanced = true;
    while (advanced) {
      advanced =
          switch (part) {
            case HEADER -> header(coded);
            case DEFLATED -> deflated(coded, decoded);
            case TRAILER -> trailer(coded);
          };
    }
  }

  @Override
  public boolean mayEnd() {
    return oneMemberDone && part == Part.HEADER && !header.begun();
  }

  /** Each part gives true when it is complete and the next one may go on. */
  private boolean header(ByteBuf coded) throws CodingException {
    if (!header.read(coded)) {
      return false;
    }
    part = Part.DEFLATED;
    return true;
  }

  private boolean deflated(ByteBuf coded, ByteBuf decoded) throws CodingException {
    int start = decoded.writerIndex();
    int written = Inflation.inflate(inflater, coded, decoded);
    crc.update(decoded.nioBuffer(start, written));
    if (!inflater.finished()) {
      return false;
    }
    part = Part.TRAILER;
    return true;
  }

  private boolean trailer(ByteBuf coded) throws CodingException {
    while (trailerLength < TRAILER_LENGTH && coded.isReadable()) {
      trailer |= (long) coded.readUnsignedByte() << (8 * trailerLength);
      trailerLength++;
    }
    if (trailerLength < TRAILER_LENGTH) {
      return false;
    }
    verify();
    startMember();
    return true;
  }

  private void verify() throws CodingException {
    if ((trailer & 0xffffffffL) != crc.getValue()) {
      throw new CodingException("gzip checksum differs");
    }
    if (trailer >>> 32 != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new CodingException("gzip length differs");
    }
  }

  private void startMember() {
    oneMemberDone = true;
    inflater.reset();
    crc.reset();
    header = new GzipHeader();
    trailer = 0;
    trailerLength = 0;
    part = Part.HEADER;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
