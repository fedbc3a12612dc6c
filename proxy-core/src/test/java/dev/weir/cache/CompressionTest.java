package dev.weir.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.weir.npm.ByteSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final int PIECE = 3_000;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_023, 1_025, 100_000, 1 << 20, (1 << 20) + 1, 5_000_000})
  void everyCodingGivesTheBytesBack(int length) throws IOException {
    var content = content(length);

    for (var coding : Coding.values()) {
      assertThat(decode(coding, compress(coding, content))).as("%s", coding).isEqualTo(content);
    }
  }

  /** RFC 9659: a client may refuse more than 8 MiB, which is 23. */
  @ParameterizedTest
  @ValueSource(ints = {2_000, 100_000, (1 << 20) + 1, 5_000_000})
  void zstdWantsAWindowOfTheContentAtMostAMebibyte(int length) throws IOException {
    var frame = compress(Coding.ZSTD, content(length));

    // RFC 8878, section 3.1.1: magic, descriptor, window.
    boolean singleSegment = (frame[4] & 0x20) != 0;
    int windowLog = 10 + ((frame[5] & 0xff) >> 3);
    assertThat(singleSegment).isFalse();
    assertThat(windowLog).isLessThanOrEqualTo(20);
    assertThat(1L << windowLog).isLessThanOrEqualTo(Math.max(1024, 2L * length));
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000, 2_000_000})
  void zstdIsTheSmallest(int length) throws IOException {
    var content = content(length);

    assertThat(compress(Coding.ZSTD, content).length)
        .isLessThan(compress(Coding.GZIP, content).length);
  }

  /** A zstd context has about 1.5 MiB, so that those of 600 would be three times the limit. */
  @Test
  void nativeMemoryIsFreedThoughTheTargetOrTheContentFails() throws IOException {
    Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc");
    var content = content(2_000_000);
    failOften(content, 20);
    long before = residentBytes();

    failOften(content, 300);

    assertThat(residentBytes() - before).isLessThan(300L << 20);
  }

  private static void failOften(byte[] content, int times) {
    for (int i = 0; i < times; i++) {
      for (var coding : new Coding[] {Coding.GZIP, Coding.ZSTD}) {
        assertThatThrownBy(() -> write(coding, content, new Refusing())).hasMessage("full");
        assertThatThrownBy(
                () ->
                    Compression.write(
                        coding,
                        2_000_000,
                        sink -> fail(content, sink),
                        OutputStream.nullOutputStream()))
            .hasMessage("gone");
      }
    }
  }

  private static void fail(byte[] content, ByteSink sink) throws IOException {
    sink.write(content, 0, content.length);
    throw new IOException("gone");
  }

  /** Takes everything but the end, which a compressor writes when it is closed. */
  private static final class Refusing extends OutputStream {
    private int left = 100_000;

    @Override
    public void write(int b) throws IOException {
      write(new byte[1], 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("full");
      }
    }
  }

  private static byte[] compress(Coding coding, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    write(coding, content, bytes);
    return bytes.toByteArray();
  }

  private static void write(Coding coding, byte[] content, OutputStream target) throws IOException {
    Compression.write(
        coding,
        content.length,
        sink -> {
          for (int i = 0; i < content.length; i += PIECE) {
            sink.write(content, i, Math.min(PIECE, content.length - i));
          }
        },
        target);
  }

  private static byte[] decode(Coding coding, byte[] bytes) throws IOException {
    var in = new ByteArrayInputStream(bytes);
    return switch (coding) {
      case IDENTITY -> bytes;
      case GZIP -> new GZIPInputStream(in).readAllBytes();
      case ZSTD -> {
        try (var zstd = new ZstdInputStreamNoFinalizer(in)) {
          yield zstd.readAllBytes();
        }
      }
    };
  }

  /** Like a packument: much that comes again, and digests that don't. */
  private static byte[] content(int length) {
    var random = new Random(length);
    var bytes = new ByteArrayOutputStream();
    while (bytes.size() < length) {
      var digest = new byte[24];
      random.nextBytes(digest);
      bytes.writeBytes(
          "{\"name\":\"package\",\"version\":\"1.0.0\",\"integrity\":\"".getBytes(UTF_8));
      bytes.writeBytes(Base64.getEncoder().encode(digest));
      bytes.writeBytes(
          "\",\"scripts\":{\"test\":\"node test.js\"},\"license\":\"MIT\"}".getBytes(UTF_8));
    }
    return Arrays.copyOf(bytes.toByteArray(), length);
  }

  private static long residentBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      var line = lines.filter(l -> l.startsWith("VmRSS")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D+", "")) << 10;
    }
  }
}
