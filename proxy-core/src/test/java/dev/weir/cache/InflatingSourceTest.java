package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InflatingSourceTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 65_537, 3_000_000})
  void givesTheIdentityBytes(int length) throws IOException {
    var content = content(length);
    try (var source = new InflatingSource(new HeapSource(gzip(content)), length, Runnable::run)) {
      assertThat(source.length()).isEqualTo(length);
      assertThat(readAll(source)).isEqualTo(content);
    }
  }

  @Test
  void aBodyThatEndsTooSoonFails() throws IOException {
    var cut = Arrays.copyOf(gzip(content(100_000)), 1000);
    try (var source = new InflatingSource(new HeapSource(cut), 100_000, Runnable::run)) {
      assertThatThrownBy(() -> readAll(source)).hasStackTraceContaining("gzip body ends");
    }
  }

  private static byte[] readAll(InflatingSource source) {
    var all = new ByteArrayOutputStream();
    while (true) {
      var bytes = source.read(all.size(), 1 << 20).toCompletableFuture().join();
      try {
        if (!bytes.isReadable()) {
          return all.toByteArray();
        }
        all.writeBytes(ByteBufUtil.getBytes(bytes));
      } finally {
        bytes.release();
      }
    }
  }

  private static byte[] content(int length) {
    var random = new Random(length);
    var bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    return bytes;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
