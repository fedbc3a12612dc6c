package dev.weir.resolve;

import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Works through a body on an executor, one part after the other; at most one part is held and no
 * thread waits. Whatever a worker throws reaches whoever waits for the end.
 */
final class PartByPart {
  /** What is done with one part. */
  interface Worker {
    /**
     * Called by the executor; never two at a time.
     *
     * @param part the worker's to release
     * @return when the next part may come; its failure ends the work
     */
    CompletionStage<Void> work(ByteBuf part);
  }

  private final ByteStream body;
  private final Worker worker;
  private final Executor executor;
  private final CompletableFuture<Void> result = new CompletableFuture<>();

  private PartByPart(ByteStream body, Worker worker, Executor executor) {
    this.body = body;
    this.worker = worker;
    this.executor = executor;
  }

  /**
   * Reads {@code body}, which stays the caller's, to its end.
   *
   * @return completes on the executor when the last part is worked on; fails as the body or the
   *     worker does, or with {@link OverloadedException} if the executor takes no more
   */
  static CompletionStage<Void> through(ByteStream body, Worker worker, Executor executor) {
    var parts = new PartByPart(body, worker, executor);
    parts.next();
    return parts.result;
  }

  private void next() {
    body.next().whenComplete(this::came);
  }

  private void came(Optional<ByteBuf> part, @Nullable Throwable failure) {
    if (failure != null) {
      fail(failure);
      return;
    }
    try {
      executor.execute(() -> work(part));
    } catch (OverloadedException full) {
      part.ifPresent(ByteBuf::release);
      fail(full);
    }
  }

  private void work(Optional<ByteBuf> part) {
    if (part.isEmpty()) {
      result.complete(null);
      return;
    }
    try {
      worker.work(part.get()).whenComplete(this::worked);
    } catch (Throwable defect) { // an Error too: whoever waits must hear of it
      fail(defect);
    }
  }

  private void worked(@Nullable Void nothing, @Nullable Throwable failure) {
    if (failure == null) {
      next();
    } else {
      fail(failure);
    }
  }

  private void fail(Throwable failure) {
    result.completeExceptionally(Failures.unwrap(failure));
  }
}
