package dev.weir.cache;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.weir.npm.ByteSink;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses bodies as they are written. Small ones harder, since they are kept and sent often;
 * large ones fast, since somebody waits for the bytes.
 *
 * <p>For the CPU pool: each compression holds native memory of its own while it runs (zlib 256 KiB,
 * zstd up to 4 MiB), so that the threads bound it. It is freed however it ends.
 */
final class Compression {
  /** Bodies longer than this, as identity, are large. */
  static final long LARGE = 1 << 20;

  private static final int DEFLATE_BUFFER = 16 << 10;
  private static final int GZIP_SMALL = 6;
  private static final int GZIP_LARGE = 3;

  // Measured on documents of 132 KB, 4 MB and 10.5 MB. Up to a megabyte, level 6 makes 6 % less
  // than gzip 6 in half its time. Above, level 1 is not only the fastest (10.5 MB in 5 ms, gzip 3
  // takes 25 ms) but its body is about as small as those of levels 2 to 6: 450 KB, gzip's is 724
  // KB.
  private static final int ZSTD_SMALL = 6;
  private static final int ZSTD_LARGE = 1;

  /** 1 MiB; larger ones gain nothing, and RFC 9659 allows 8 MiB. */
  private static final int LARGEST_WINDOW_LOG = 20;

  private static final int SMALLEST_WINDOW_LOG = 10;

  private Compression() {}

  /** What is to be compressed. */
  @FunctionalInterface
  interface Content {
    void writeTo(ByteSink sink) throws IOException;
  }

  /**
   * Writes {@code content} with {@code coding} to {@code target} and closes that.
   *
   * @param length of the content, in bytes
   */
  static void write(Coding coding, long length, Content content, OutputStream target)
      throws IOException {
    switch (coding) {
      case IDENTITY -> content.writeTo(target::write);
      case GZIP -> gzip(length, content, target);
      case ZSTD -> zstd(length, content, target);
    }
  }

  private static void gzip(long length, Content content, OutputStream target) throws IOException {
    try (var gzip = new LevelledGzip(target, length > LARGE ? GZIP_LARGE : GZIP_SMALL)) {
      content.writeTo(gzip::write);
    }
  }

  /**
   * Without a checksum: clients have one of their own, and it would cost them half as much again.
   */
  private static void zstd(long length, Content content, OutputStream target) throws IOException {
    int level = length > LARGE ? ZSTD_LARGE : ZSTD_SMALL;
    try (var zstd = new ZstdOutputStreamNoFinalizer(target, level)) {
      zstd.setWindowLog(windowLog(length)).setChecksum(false);
      content.writeTo(zstd::write);
    }
  }

  /** No larger than the content needs: the tables of the compressor go by it, and the client's. */
  private static int windowLog(long length) {
    int needed = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, length - 1));
    return Math.max(SMALLEST_WINDOW_LOG, Math.min(LARGEST_WINDOW_LOG, needed));
  }

  private static final class LevelledGzip extends GZIPOutputStream {
    LevelledGzip(OutputStream target, int level) throws IOException {
      super(target, DEFLATE_BUFFER);
      def.setLevel(level);
    }

    /** The JDK's leaves the native memory to the collector if the target refuses the last bytes. */
    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        def.end();
      }
    }
  }
}
