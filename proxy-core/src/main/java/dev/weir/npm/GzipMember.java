package dev.weir.npm;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952): one member, whole, of which the checksum is right, and nothing after it.
 * Java's own reader takes several members for one content, passes over what follows the last, and
 * others stop after the first: they would find different things in the same bytes.
 *
 * <p>What is wrong with the bytes is a {@link TarDamagedException}; another {@link IOException} is
 * that of the stream behind.
 */
final class GzipMember extends InputStream {
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream gzip;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] packed = new byte[16 << 10];
  private int at;
  private int end;
  private boolean begun;
  private boolean ended;

  /**
   * @param gzip not closed by this
   */
  GzipMember(InputStream gzip) {
    this.gzip = gzip;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!begun) {
      header();
      begun = true;
    }
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int unpacked = inflate(bytes, offset, length);
      if (unpacked > 0) {
        checksum.update(bytes, offset, unpacked);
        return unpacked;
      } else if (inflater.finished()) {
        trailer();
        ended = true;
      }
    }
    return -1;
  }

  /** Frees the native memory that unpacking takes. */
  @Override
  public void close() {
    inflater.end();
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    if (at == end && !inflater.finished() && !fill()) {
      throw brokenOff();
    }
    inflater.setInput(packed, at, end - at);
    try {
      int unpacked = inflater.inflate(bytes, offset, length);
      at = end - inflater.getRemaining();
      return unpacked;
    } catch (DataFormatException damaged) {
      throw new TarDamagedException("gzip: " + damaged.getMessage());
    }
  }

  private void header() throws IOException {
    if (next() != 0x1f || next() != 0x8b || next() != 8) {
      throw new TarDamagedException("it is no gzip");
    }
    int flags = next();
    skip(6);
    if ((flags & RESERVED) != 0) {
      throw new TarDamagedException("gzip: unknown flags 0x%02x".formatted(flags));
    }
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECKSUM) != 0) {
      int right = (int) checksum.getValue() & 0xffff;
      if ((next() | next() << 8) != right) {
        throw new TarDamagedException("gzip: the header's checksum is wrong");
      }
    }
    checksum.reset();
  }

  private void trailer() throws IOException {
    int right = (int) checksum.getValue();
    if (number() != right) {
      throw new TarDamagedException("gzip: the checksum is wrong");
    } else if (number() != (int) inflater.getBytesWritten()) {
      throw new TarDamagedException("gzip: the length is wrong");
    } else if (at < end || fill()) {
      throw new TarDamagedException("something follows the gzip");
    }
  }

  private int number() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skip(int bytes) throws IOException {
    for (int left = bytes; left > 0; left--) {
      next();
    }
  }

  private void skipText() throws IOException {
    int c = next();
    while (c != 0) {
      c = next();
    }
  }

  /** The next byte of the header or the trailer. */
  private int next() throws IOException {
    if (at == end && !fill()) {
      throw brokenOff();
    }
    if (!begun) {
      checksum.update(packed[at]);
    }
    return packed[at++] & 0xff;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(gzip.read(packed, 0, packed.length), 0);
    return end > 0;
  }

  private static TarDamagedException brokenOff() {
    return new TarDamagedException("the gzip breaks off");
  }
}
