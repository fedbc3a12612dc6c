package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A body that is read while a compressor makes it. */
class GrowingBodyTest {
  private static final byte[] CONTENT = random(3_000_000);

  private final HotCache hot = new HotCache(16 << 20, 16 << 20, new Eras());
  private final MemoryBudget budget = new MemoryBudget("memory.in-flight", 16 << 20);
  private final GrowingBody body = new GrowingBody(budget);
  private final CountDownLatch half = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void nothingIsHeld() {
    assertThat(budget.used()).isZero();
    assertThat(hot.bytes()).isZero();
  }

  @Test
  void readersFollowTheCompressorAtTheirOwnPace() throws Exception {
    var quick = body.tryOpen().orElseThrow();
    var slow = body.tryOpen().orElseThrow();
    var making = CompletableFuture.runAsync(this::makeInTwoHalves);
    half.await();

    var first = read(quick, 0, 1 << 20); // while the rest does not exist
    var following = CompletableFuture.supplyAsync(() -> readFrom(quick, first.length));
    assertThat(following).isNotDone();
    goOn.countDown();
    var rest = following.join();
    making.join();
    body.release();

    assertThat(decoded(first, rest)).isEqualTo(CONTENT);
    quick.close();
    assertThat(budget.used()).as("the slow reader holds it").isPositive();
    assertThat(decoded(new byte[0], readFrom(slow, 0))).isEqualTo(CONTENT);
    slow.close();
  }

  @Test
  void aReaderThatLeavesDoesNotStopIt() throws Exception {
    var leaving = body.tryOpen().orElseThrow();
    var staying = body.tryOpen().orElseThrow();
    var making = CompletableFuture.runAsync(this::makeInTwoHalves);
    half.await();
    read(leaving, 0, 1000);
    leaving.close();
    leaving.close();

    goOn.countDown();
    making.join();
    body.release();

    assertThat(decoded(new byte[0], readFrom(staying, 0))).isEqualTo(CONTENT);
    staying.close();
  }

  @Test
  void itsFailureComesAfterTheBytesThatThereWere() throws Exception {
    var reader = body.tryOpen().orElseThrow();
    body.append(hot.allocator().directBuffer(8).writeLong(1));
    var waiting = reader.read(8, 100).toCompletableFuture();

    body.fail(new IOException("gone"));
    body.release();

    assertThatThrownBy(waiting::join).hasRootCauseMessage("gone");
    assertThat(read(reader, 0, 100)).hasSize(8);
    reader.close();
    assertThat(body.tryOpen()).isEmpty();
  }

  private void makeInTwoHalves() {
    var sink = new ChunkSink(hot.allocator(), body::append);
    try {
      Compression.write(
          Coding.ZSTD,
          CONTENT.length,
          bytes -> {
            int middle = CONTENT.length / 2;
            bytes.write(CONTENT, 0, middle);
            half.countDown();
            await(goOn);
            bytes.write(CONTENT, middle, CONTENT.length - middle);
          },
          sink);
      sink.end();
      body.complete();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] read(ByteSource source, long offset, int maxBytes) {
    var bytes = source.read(offset, maxBytes).toCompletableFuture().join();
    try {
      return ByteBufUtil.getBytes(bytes);
    } finally {
      bytes.release();
    }
  }

  private static byte[] readFrom(ByteSource source, int offset) {
    var all = new ByteArrayOutputStream();
    for (var piece = read(source, offset, 100_000); piece.length > 0; ) {
      all.writeBytes(piece);
      piece = read(source, offset + all.size(), 100_000);
    }
    return all.toByteArray();
  }

  private static byte[] decoded(byte[] first, byte[] rest) throws IOException {
    var all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(rest);
    try (var in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(all.toByteArray()))) {
      return in.readAllBytes();
    }
  }

  /** So that the compressed body has several chunks. */
  private static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
