package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.CacheTables;
import dev.weir.cache.OverloadedException;
import dev.weir.cache.Stages;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobReader;
import dev.weir.storage.BlobStore;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.StorageException;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is said of a tarball that is read anew. */
class RereadingTest {
  private final BlobStore blobs =
      new MemoryStore("cache", CacheTables.ALL.toArray(Table[]::new)).blobs();
  private final VerifyProgress progress = new VerifyProgress();
  private final Rereading rereading = new Rereading(new PatientReads(progress), Runnable::run);
  private final BlobId blob = write();

  @Test
  void whatIsAsItWasIsGood() {
    assertThat(rereading.of(blob.hex(), () -> blobs.open(blob)))
        .isInstanceOf(Rereading.Outcome.Good.class);
  }

  @Test
  void otherBytesAreDamage() {
    var outcome = rereading.of("00".repeat(64), () -> blobs.open(blob));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rereading.Outcome.Damaged.class,
            damaged -> assertThat(damaged.how()).hasMessageContaining("its SHA-512 is"));
  }

  @Test
  void noBytesAreDamage() {
    var outcome =
        rereading.of(blob.hex(), () -> CompletableFuture.completedFuture(Optional.empty()));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Rereading.Outcome.Damaged.class,
            damaged -> assertThat(damaged.how()).hasMessage("it is missing"));
  }

  @Test
  void aDiskThatFailsIsNoDamage() {
    var outcome =
        rereading.of(
            blob.hex(), () -> CompletableFuture.failedFuture(new StorageException("no answer")));

    assertThat(outcome).isInstanceOf(Rereading.Outcome.Unread.class);
  }

  @Test
  void whatIsRefusedForNowIsTriedAgain() {
    var tries = new AtomicInteger();

    var outcome =
        rereading.of(blob.hex(), () -> tries.incrementAndGet() < 3 ? refused() : blobs.open(blob));

    assertThat(outcome).isInstanceOf(Rereading.Outcome.Good.class);
    assertThat(tries).hasValue(3);
  }

  @Test
  void nothingIsReadOnceTheRunIsToEnd() {
    progress.stop();

    assertThatThrownBy(() -> rereading.of(blob.hex(), () -> blobs.open(blob)))
        .isInstanceOf(CancellationException.class);
  }

  private static CompletionStage<Optional<BlobReader>> refused() {
    return CompletableFuture.failedFuture(new OverloadedException("full"));
  }

  private BlobId write() {
    var writer = Stages.await(blobs.create(Set.of()));
    Stages.await(writer.write(Unpooled.wrappedBuffer(new byte[] {1, 2, 3})));
    return Stages.await(writer.commit(new ExpectedContent(OptionalLong.empty(), Set.of())));
  }
}
