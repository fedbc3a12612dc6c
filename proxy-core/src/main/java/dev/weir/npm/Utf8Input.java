package dev.weir.npm;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Passes bytes on, counts them, and refuses what is not UTF-8 (RFC 3629): overlong forms,
 * surrogates, code points beyond U+10FFFF, a byte order mark. The parser behind it checks none of
 * that in strings that it skips.
 */
final class Utf8Input extends InputStream {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private final InputStream in;
  private long count;

  /** Continuation bytes that must follow, and the bounds of the next one. */
  private int pending;

  private int low;
  private int high;

  Utf8Input(InputStream in) {
    this.in = in;
  }

  /** Bytes passed on so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read < 0) {
      if (pending > 0) {
        throw new NotUtf8Exception(count, "the end within a character");
      }
      return read;
    }
    check(bytes, offset, offset + read);
    count += read;
    return read;
  }

  private void check(byte[] bytes, int from, int to) throws NotUtf8Exception {
    for (int i = from; i < to; i++) {
      if (pending == 0) {
        i = skipAscii(bytes, i, to);
      }
      if (i < to) {
        accept(bytes[i] & 0xff, count + i - from);
      }
    }
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  private void accept(int b, long at) throws NotUtf8Exception {
    if (pending == 0) {
      lead(b, at);
    } else if (b < low || b > high) {
      throw new NotUtf8Exception(at, "0x%02x within a character".formatted(b));
    } else {
      pending--;
      low = 0x80;
      high = 0xbf;
    }
  }

  /** RFC 3629, section 4: which lead bytes there are, and what may follow each. */
  private void lead(int b, long at) throws NotUtf8Exception {
    if (at == 0) {
      throw new NotUtf8Exception(at, "0x%02x, a byte order mark or no text".formatted(b));
    }
    low = b == 0xe0 ? 0xa0 : b == 0xf0 ? 0x90 : 0x80;
    high = b == 0xed ? 0x9f : b == 0xf4 ? 0x8f : 0xbf;
    if (b >= 0xc2 && b <= 0xdf) {
      pending = 1;
    } else if (b >= 0xe0 && b <= 0xef) {
      pending = 2;
    } else if (b >= 0xf0 && b <= 0xf4) {
      pending = 3;
    } else if (b >= 0x80) {
      throw new NotUtf8Exception(at, "0x%02x".formatted(b));
    }
  }

  /** Not an I/O fault, though it must look like one on its way through the parser. */
  static final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1;

    private final long offset;

    NotUtf8Exception(long offset, String problem) {
      super(problem);
      this.offset = offset;
    }

    MalformedPackumentException malformed() {
      return new MalformedPackumentException(
          offset, String.valueOf(getMessage()), "UTF-8 without a byte order mark");
    }
  }
}
