package dev.weir.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.upstream.BodyDecoder.CodingException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyDecoderTest {
  private static final byte[] PLAIN = Coded.sample(60_000);
  private static final byte[] SMALL = "hello".getBytes(StandardCharsets.UTF_8);

  static Stream<Arguments> codings() throws IOException {
    var half = Arrays.copyOf(PLAIN, 30_000);
    var rest = Arrays.copyOfRange(PLAIN, 30_000, PLAIN.length);
    return Stream.of(
        Arguments.of("gzip", Coded.gzip(PLAIN)),
        Arguments.of("x-gzip", Coded.concat(Coded.gzip(half), Coded.gzip(rest))),
        Arguments.of("deflate", Coded.zlib(PLAIN)),
        Arguments.of("deflate", Coded.rawDeflate(PLAIN)),
        Arguments.of("zstd", Coded.zstd(PLAIN)),
        Arguments.of("zstd", Coded.concat(Coded.zstd(half), Coded.zstd(rest))));
  }

  @ParameterizedTest
  @MethodSource("codings")
  void decodesHoweverTheBytesAreCut(String coding, byte[] coded) throws CodingException {
    for (int piece : new int[] {1, 7, 4096, coded.length}) {
      assertThat(decode(coding, coded, piece)).isEqualTo(PLAIN);
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void everyTruncationIsNoticed(String coding, byte[] coded) throws Exception {
    for (int cut : new int[] {0, 1, 5, 20, coded.length / 3, coded.length - 9, coded.length - 1}) {
      assertThat(mayEndAfter(coding, Arrays.copyOf(coded, cut))).isFalse();
    }
  }

  @Test
  void gzipsChecksumAndLengthAreVerified() throws IOException {
    for (int fromEnd : new int[] {8, 5, 4, 1}) {
      var coded = Coded.gzip(SMALL);
      coded[coded.length - fromEnd] ^= 1;

      assertThatThrownBy(() -> decode("gzip", coded, 3))
          .isInstanceOf(CodingException.class)
          .hasMessageContaining("differs");
    }
  }

  @Test
  void zlibsChecksumIsVerified() throws IOException {
    var coded = Coded.zlib(SMALL);
    coded[coded.length - 1] ^= 1;

    assertThatThrownBy(() -> decode("deflate", coded, 3)).isInstanceOf(CodingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd"})
  void garbageIsNotDecoded(String coding) {
    var garbage = new byte[100];
    Arrays.fill(garbage, (byte) '<');

    assertThatThrownBy(() -> decode(coding, garbage, 100)).isInstanceOf(CodingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd"})
  void bytesAfterTheEndAreNotIgnored(String coding) throws IOException {
    var coded =
        switch (coding) {
          case "gzip" -> Coded.gzip(SMALL);
          case "deflate" -> Coded.zlib(SMALL);
          default -> Coded.zstd(SMALL);
        };

    assertThatThrownBy(() -> decode(coding, Coded.concat(coded, SMALL), 1000))
        .isInstanceOf(CodingException.class);
  }

  @Test
  void gzipHeadersOptionalPartsAreReadOver() throws Exception {
    var coded = Coded.gzip(SMALL);
    var deflated = Arrays.copyOfRange(coded, 10, coded.length);
    byte flags = 2 | 4 | 8 | 16;
    var header = new byte[] {0x1f, (byte) 0x8b, 8, flags, 0, 0, 0, 0, 0, 0};
    var optional = new byte[] {3, 0, 9, 9, 9, 'n', 'a', 0, 'c', 0, 1, 2};

    assertThat(decode("gzip", Coded.concat(header, optional, deflated), 1)).isEqualTo(SMALL);
  }

  @Test
  void endlessGzipHeaderIsRefused() {
    var header = new byte[200 << 10];
    Arrays.fill(header, (byte) 'n');
    System.arraycopy(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0, 0, 0}, 0, header, 0, 10);

    assertThatThrownBy(() -> decode("gzip", header, 4096)).hasMessageContaining("header");
  }

  @Test
  void zstdWindowIsLimited() throws Exception {
    // Long enough that the frame says its window and not its size.
    var plain = new byte[64];

    assertThat(decode("zstd", Coded.zstdWithWindowLog(plain, 23), 1000)).isEqualTo(plain);
    assertThatThrownBy(() -> decode("zstd", Coded.zstdWithWindowLog(plain, 24), 1000))
        .isInstanceOf(CodingException.class);
  }

  @ParameterizedTest
  @CsvSource({"GZIP, GZIP", "x-gzip, GZIP", "identity, IDENTITY", "'', IDENTITY", "zstd, ZSTD"})
  void codingNamesAreKnown(String name, ContentCoding coding) {
    assertThat(ContentCoding.of(List.of(name))).contains(coding);
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "gzip, gzip", "gzip, identity", "gzipped", "*"})
  void otherCodingsAreUnknown(String name) {
    assertThat(ContentCoding.of(List.of(name))).isEqualTo(Optional.empty());
  }

  private static byte[] decode(String coding, byte[] coded, int piece) throws CodingException {
    var all = Unpooled.buffer();
    try (var decoder = ContentCoding.of(List.of(coding)).orElseThrow().decoder()) {
      for (int at = 0; at < coded.length; at += piece) {
        int length = Math.min(piece, coded.length - at);
        decodePiece(decoder, Unpooled.wrappedBuffer(coded, at, length), all);
      }
      assertThat(decoder.mayEnd()).isTrue();
    }
    return ByteBufUtil.getBytes(all);
  }

  private static void decodePiece(BodyDecoder decoder, ByteBuf piece, ByteBuf all)
      throws CodingException {
    var decoded = Unpooled.wrappedBuffer(new byte[1000]).clear();
    do {
      decoded.clear();
      decoder.decode(piece, decoded);
      all.writeBytes(decoded, 0, decoded.writerIndex());
    } while (!decoded.isWritable());
    assertThat(piece.isReadable()).isFalse();
  }

  private static boolean mayEndAfter(String coding, byte[] coded) throws CodingException {
    try (var decoder = ContentCoding.of(List.of(coding)).orElseThrow().decoder()) {
      decodePiece(decoder, Unpooled.wrappedBuffer(coded), Unpooled.buffer());
      return decoder.mayEnd();
    }
  }
}
