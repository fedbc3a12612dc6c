package dev.weir.resolve;

import dev.weir.cache.ContentReading;
import dev.weir.cache.Failures;
import dev.weir.cache.HashedContent;
import dev.weir.cache.OverloadedException;
import dev.weir.io.ByteSource;
import dev.weir.storage.BlobReader;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.StorageException;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Reads a stored tarball from its first byte to its last and tells whether it still is what its
 * record says. Blocks: for a thread of its own; the executor hashes.
 */
final class Rereading {
  private final PatientReads reads;
  private final Executor executor;

  Rereading(PatientReads reads, Executor executor) {
    this.reads = reads;
    this.executor = executor;
  }

  /** What came of one. */
  sealed interface Outcome {
    /** It is what it should be. */
    record Good() implements Outcome {}

    /** It is not. */
    record Damaged(CorruptBlobException how) implements Outcome {}

    /** Nobody knows: the disk failed, or there was too much to do for long. */
    record Unread(Throwable why) implements Outcome {}
  }

  /**
   * Reads what {@code open} opens; nothing opened is damage.
   *
   * @param sha512 that it should have, hexadecimal
   * @throws CancellationException if the run is to end
   */
  Outcome of(String sha512, Supplier<CompletionStage<Optional<BlobReader>>> open) {
    try {
      return judged(sha512, reads.await(() -> open.get().thenCompose(this::hashed)));
    } catch (CompletionException failed) {
      var why = Failures.unwrap(failed);
      if (why instanceof CorruptBlobException corrupt) {
        return new Outcome.Damaged(corrupt);
      } else if (why instanceof StorageException || why instanceof OverloadedException) {
        return new Outcome.Unread(why);
      }
      throw failed;
    }
  }

  private static Outcome judged(String sha512, Optional<HashedContent> read) {
    if (read.isEmpty()) {
      return new Outcome.Damaged(new CorruptBlobException("it is missing"));
    }
    return read.get().sha512().equals(sha512)
        ? new Outcome.Good()
        : new Outcome.Damaged(
            new CorruptBlobException(
                "its SHA-512 is %s (expected: %s)".formatted(read.get().sha512(), sha512)));
  }

  private CompletionStage<Optional<HashedContent>> hashed(Optional<BlobReader> reader) {
    if (reader.isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return ContentReading.of(new Stoppable(reader.get(), reads.progress()), executor)
        .whenComplete((read, failure) -> reader.get().close())
        .thenApply(Optional::of);
  }

  /** Bytes that are not read on once the run is to end; closed by whoever opened them. */
  private record Stoppable(BlobReader reader, VerifyProgress progress) implements ByteSource {
    @Override
    public long length() {
      return reader.length();
    }

    @Override
    public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
      return progress.isStopped()
          ? CompletableFuture.failedFuture(new CancellationException("the daemon ends"))
          : reader.read(offset, maxBytes);
    }

    @Override
    public void close() {}
  }
}
