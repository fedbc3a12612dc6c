package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentReadingTest {
  @Test
  void theHashesAreTheKnownOnes() {
    var read = join(new Bytes("abc".getBytes(StandardCharsets.UTF_8), 2));

    assertThat(read.length()).isEqualTo(3);
    assertThat(read.others())
        .isEqualTo(
            new AssetHashes(
                "900150983cd24fb0d6963f7d28e17f72",
                "a9993e364706816aba3e25717850c26c9cd0d89d",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assertThat(read.sha512())
        .isEqualTo(
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 256 << 10, (256 << 10) + 1, 3_000_000})
  void contentOfAnyLengthIsReadWhole(int length) throws NoSuchAlgorithmException {
    var content = new byte[length];
    new Random(length).nextBytes(content);

    var read = join(new Bytes(content, 70_001));

    assertThat(read.length()).isEqualTo(length);
    assertThat(read.sha512())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content)));
  }

  @Test
  void aReadThatFailsEndsIt() {
    assertThatThrownBy(() -> join(new Broken()))
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("broken");
  }

  @Test
  void aFullExecutorEndsItAndLeavesNoBuffer() {
    var reading =
        ContentReading.of(
            new Bytes(new byte[10], 10),
            task -> {
              throw new OverloadedException("full");
            });

    assertThatThrownBy(() -> reading.toCompletableFuture().join())
        .hasCauseInstanceOf(OverloadedException.class);
  }

  private static HashedContent join(ByteSource source) {
    return ContentReading.of(source, Runnable::run).toCompletableFuture().join();
  }

  /** Answers at most so many bytes at a time. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bytes(byte[] content, int most) implements ByteSource {
    @Override
    public long length() {
      return content.length;
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      int count = (int) Math.min(Math.min(maxBytes, most), content.length - offset);
      var bytes = PooledByteBufAllocator.DEFAULT.buffer(count);
      return CompletableFuture.completedFuture(bytes.writeBytes(content, (int) offset, count));
    }

    @Override
    public void close() {}
  }

  private static final class Broken implements ByteSource {
    @Override
    public long length() {
      return 1;
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      return CompletableFuture.failedFuture(new IllegalStateException("broken"));
    }

    @Override
    public void close() {}
  }
}
