package dev.weir.upstream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes, and the same bytes in each content coding. */
final class Coded {
  private Coded() {}

  /** Half of it compresses. */
  static byte[] sample(int length) {
    var bytes = new byte[length];
    var random = new Random(length);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i % 2 == 0 ? 'x' : random.nextInt());
    }
    return bytes;
  }

  static byte[] gzip(byte[] plain) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(coded)) {
      out.write(plain);
    }
    return coded.toByteArray();
  }

  /** So many zero bytes: about a thousandth of them on the wire. */
  static byte[] gzipBomb(int mebibytes) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(coded)) {
      for (int i = 0; i < mebibytes; i++) {
        out.write(new byte[1 << 20]);
      }
    }
    return coded.toByteArray();
  }

  static byte[] zlib(byte[] plain) throws IOException {
    return deflate(plain, false);
  }

  static byte[] rawDeflate(byte[] plain) throws IOException {
    return deflate(plain, true);
  }

  private static byte[] deflate(byte[] plain, boolean raw) throws IOException {
    var coded = new ByteArrayOutputStream();
    var deflater = new Deflater(6, raw);
    try (var out = new DeflaterOutputStream(coded, deflater)) {
      out.write(plain);
    } finally {
      deflater.end();
    }
    return coded.toByteArray();
  }

  static byte[] zstd(byte[] plain) {
    return Zstd.compress(plain);
  }

  /** Needs more memory to decode than any HTTP client has to give (RFC 9659). */
  static byte[] zstdWithWindowLog(byte[] plain, int windowLog) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var out = new ZstdOutputStream(coded).setLong(windowLog)) {
      out.write(plain);
    }
    return coded.toByteArray();
  }

  static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
