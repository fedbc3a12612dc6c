package dev.weir.upstream;

import dev.weir.upstream.BodyDecoder.CodingException;
import io.netty.buffer.ByteBuf;

/** Reads over one gzip member header (RFC 1952, section 2.3), however the bytes are cut. */
final class GzipHeader {
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int RESERVED = 0xe0;
  private static final int LONGEST = 128 << 10;

  private enum Part {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    CHECKSUM,
    DONE
  }

  private Part part = Part.FIXED;
  private int length;
  private int inPart;
  private int flags;
  private int extraLength;

  /** Takes header bytes; true once the header is complete, and the reader stands behind it. */
  boolean read(ByteBuf coded) throws CodingException {
    skipAbsent();
    while (part != Part.DONE && coded.isReadable()) {
      take(coded.readUnsignedByte());
      skipAbsent();
    }
    return part == Part.DONE;
  }

  boolean begun() {
    return length > 0;
  }

  private void take(int octet) throws CodingException {
    if (++length > LONGEST) {
      throw new CodingException("gzip header of more than %d bytes".formatted(LONGEST));
    }
    inPart++;
    switch (part) {
      case FIXED -> takeFixed(octet);
      case EXTRA_LENGTH -> {
        extraLength |= octet << (8 * (inPart - 1));
        endAfter(2);
      }
      case EXTRA -> endAfter(extraLength);
      case NAME, COMMENT -> endAfter(octet == 0 ? inPart : Integer.MAX_VALUE);
      case CHECKSUM -> endAfter(2);
      case DONE -> throw new IllegalStateException("header is complete");
    }
  }

  private void takeFixed(int octet) throws CodingException {
    boolean good =
        switch (inPart) {
          case 1 -> octet == 0x1f;
          case 2 -> octet == 0x8b;
          case 3 -> octet == 8;
          case 4 -> (octet & RESERVED) == 0;
          default -> true;
        };
    if (!good) {
      throw new CodingException("not gzip: byte %d of the header is %d".formatted(inPart, octet));
    }
    if (inPart == 4) {
      flags = octet;
    }
    endAfter(10);
  }

  private void endAfter(int bytes) {
    if (inPart >= bytes) {
      next();
    }
  }

  private void skipAbsent() {
    while (!present()) {
      next();
    }
  }

  private boolean present() {
    return switch (part) {
      case FIXED, DONE -> true;
      case EXTRA_LENGTH -> (flags & FEXTRA) != 0;
      case EXTRA -> extraLength > 0;
      case NAME -> (flags & FNAME) != 0;
      case COMMENT -> (flags & FCOMMENT) != 0;
      case CHECKSUM -> (flags & FHCRC) != 0;
    };
  }

  private void next() {
    part =
        switch (part) {
          case FIXED -> Part.EXTRA_LENGTH;
          case EXTRA_LENGTH -> Part.EXTRA;
          case EXTRA -> Part.NAME;
          case NAME -> Part.COMMENT;
          case COMMENT -> Part.CHECKSUM;
          case CHECKSUM, DONE -> Part.DONE;
        };
    inPart = 0;
  }
}
