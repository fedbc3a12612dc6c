package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.io.ByteSource;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.Store;
import dev.weir.storage.memory.MemoryStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrowingBlobTest {
  private static final int CHUNK = GrowingBlob.CHUNK;
  private static final int PIECE = 16 << 10;

  private final Store store = new MemoryStore("cache");
  private final MemoryBudget budget = new MemoryBudget("memory.in-flight", 64 << 20);
  private final AtomicInteger abandoned = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final GrowingBlob blob = blob(4 << 20);

  @AfterEach
  void nothingIsHeld() {
    assertThat(budget.used()).isZero();
    store.closeAsync().toCompletableFuture().join();
  }

  @Test
  void theOnlyChunkIsSeenByNobodyBeforeTheCommit() {
    begin(OptionalLong.of(1000));
    var reader = blob.open().orElseThrow();
    append(1000);
    blob.flush().toCompletableFuture().join();

    var read = reader.read(0, 4096).toCompletableFuture();
    assertThat(read).isNotDone();
    assertThat(blob.unseen()).isTrue();

    blob.complete();
    assertThat(release(read.join())).isEqualTo(1000);
    reader.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLastChunkWaitsForTheCommitWhetherTheLengthIsKnownOrNot(boolean known) {
    int length = 3 * CHUNK + 10;
    begin(known ? OptionalLong.of(length) : OptionalLong.empty());
    var reader = blob.open().orElseThrow();
    append(length);
    blob.flush().toCompletableFuture().join();

    assertThat(available(reader)).isEqualTo(3L * CHUNK);

    blob.complete();
    assertThat(available(reader)).isEqualTo(length);
    reader.close();
  }

  @Test
  void aLengthThatIsAMultipleOfTheChunkIsHeldBackAllTheSame() {
    begin(OptionalLong.of(2L * CHUNK));
    var reader = blob.open().orElseThrow();
    append(2 * CHUNK);

    assertThat(available(reader)).isEqualTo(CHUNK);

    blob.complete();
    assertThat(available(reader)).isEqualTo(2L * CHUNK);
    reader.close();
  }

  @Test
  void aFailureReachesThoseWhoWaitAndThoseWhoComeLater() {
    begin(OptionalLong.of(5L * CHUNK));
    var reader = blob.open().orElseThrow();
    append(CHUNK + 5);
    var waiting = reader.read(2L * CHUNK, 10).toCompletableFuture();

    blob.fail(new IllegalStateException("broke off"));

    assertThatThrownBy(waiting::join).hasMessageContaining("broke off");
    assertThatThrownBy(reader.read(0, 10).toCompletableFuture()::join)
        .hasMessageContaining("broke off");
    reader.close();
  }

  @Test
  void readersOfDifferentSpeedsReadTheSameBytes() {
    var content = new byte[2_000_000];
    new Random(7).nextBytes(content);
    var small = blob(CHUNK);
    small.begin(writer(), OptionalLong.of(content.length));
    var fast = small.open().orElseThrow();
    var slow = small.open().orElseThrow();
    var following = readAll(fast);

    small.append(Unpooled.wrappedBuffer(content)).toCompletableFuture().join();
    small.flush().toCompletableFuture().join();
    small.complete();

    assertThat(following.join()).isEqualTo(content);
    // Far behind the tail by now: from the store.
    assertThat(readAll(slow).join()).isEqualTo(content);
    fast.close();
    slow.close();
  }

  @Test
  void withoutBudgetThereIsNoTailAndAllIsReadFromTheStore() {
    var poor = new MemoryBudget("memory.in-flight", 0);
    var without = new GrowingBlob(poor, 4 << 20, nanos::get, () -> {});
    without.begin(writer(), OptionalLong.of(600_000));
    var reader = without.open().orElseThrow();
    without.append(Unpooled.wrappedBuffer(new byte[600_000])).toCompletableFuture().join();
    without.flush().toCompletableFuture().join();
    without.complete();

    assertThat(readAll(reader).join()).hasSize(600_000);
    reader.close();
    assertThat(poor.used()).isZero();
  }

  @Test
  void theLastReaderToLeaveBeforeTheEndAbandons() {
    begin(OptionalLong.of(5L * CHUNK));
    var one = blob.open().orElseThrow();
    var other = blob.open().orElseThrow();

    one.close();
    assertThat(abandoned).hasValue(0);
    other.close();
    assertThat(abandoned).hasValue(1);

    blob.fail(new IllegalStateException("abandoned"));
  }

  @Test
  void itBeginsAgainWhileNothingWasSeen() {
    begin(OptionalLong.of(1000));
    append(500);
    begin(OptionalLong.of(1000));
    var reader = blob.open().orElseThrow();
    append(1000);
    blob.flush().toCompletableFuture().join();
    blob.complete();

    assertThat(available(reader)).isEqualTo(1000);
    reader.close();
  }

  @Test
  void itDoesNotBeginAgainOnceBytesWereSeen() {
    begin(OptionalLong.of(3L * CHUNK));
    append(CHUNK);

    assertThatThrownBy(() -> begin(OptionalLong.of(1))).isInstanceOf(IllegalStateException.class);

    blob.fail(new IllegalStateException("end"));
  }

  @Test
  void aPieceGoesOnBeforeTheChunkIsFullButNotSoonAfterAnother() {
    begin(OptionalLong.of(2L * CHUNK));
    var reader = blob.open().orElseThrow();

    append(PIECE - 1);
    assertThat(available(reader)).isZero();
    append(1);
    assertThat(available(reader)).isEqualTo(PIECE);

    append(PIECE);
    assertThat(available(reader)).isEqualTo(PIECE);
    nanos.addAndGet(Duration.ofMillis(10).toNanos());
    append(1);
    assertThat(available(reader)).isEqualTo(2L * PIECE + 1);

    reader.close();
    blob.fail(new IllegalStateException("end"));
  }

  @ParameterizedTest
  @ValueSource(longs = {CHUNK, -1})
  void whatMayBeOneChunkIsSeenByNobodyBeforeItsEnd(long announced) {
    begin(announced < 0 ? OptionalLong.empty() : OptionalLong.of(announced));
    var reader = blob.open().orElseThrow();
    append(CHUNK - 1);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    append(1);

    assertThat(available(reader)).isZero();
    assertThat(blob.unseen()).isTrue();

    blob.complete();
    assertThat(available(reader)).isEqualTo(CHUNK);
    reader.close();
  }

  private GrowingBlob blob(long tail) {
    return new GrowingBlob(budget, tail, nanos::get, abandoned::incrementAndGet);
  }

  private void begin(OptionalLong length) {
    blob.begin(writer(), length);
  }

  private BlobWriter writer() {
    return store.blobs().create(Set.of()).toCompletableFuture().join();
  }

  private void append(int bytes) {
    blob.append(Unpooled.wrappedBuffer(new byte[bytes])).toCompletableFuture().join();
  }

  /** How far a reader gets without waiting. */
  private static long available(ByteSource reader) {
    long position = 0;
    while (true) {
      var read = reader.read(position, CHUNK).toCompletableFuture();
      if (!read.isDone()) {
        read.whenComplete((bytes, failure) -> releaseIfThere(bytes));
        return position;
      }
      int count = release(read.join());
      if (count == 0) {
        return position;
      }
      position += count;
    }
  }

  private static CompletableFuture<byte[]> readAll(ByteSource reader) {
    return readOn(reader, new ByteArrayOutputStream());
  }

  private static CompletableFuture<byte[]> readOn(ByteSource reader, ByteArrayOutputStream soFar) {
    return reader
        .read(soFar.size(), 100_000)
        .thenCompose(
            bytes -> {
              soFar.writeBytes(ByteBufUtil.getBytes(bytes));
              return release(bytes) == 0
                  ? CompletableFuture.completedFuture(soFar.toByteArray())
                  : readOn(reader, soFar);
            })
        .toCompletableFuture();
  }

  private static int release(ByteBuf bytes) {
    int count = bytes.readableBytes();
    bytes.release();
    return count;
  }

  private static void releaseIfThere(ByteBuf bytes) {
    if (bytes != null) {
      bytes.release();
    }
  }
}
