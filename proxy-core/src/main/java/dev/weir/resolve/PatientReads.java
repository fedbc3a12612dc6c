package dev.weir.resolve;

import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.cache.Stages;
import dev.weir.storage.StorageOverloadedException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Waits for reads that come last: as long as there is too much to do, they are tried again. Blocks:
 * for a thread of its own.
 */
record PatientReads(VerifyProgress progress) {
  private static final int ATTEMPTS = 50;
  private static final long PAUSE_MILLIS = 200;

  /**
   * What {@code read} answers.
   *
   * @throws CompletionException with what it failed with, overload only after many attempts
   * @throws CancellationException if the run is to end
   */
  <T> T await(Supplier<CompletionStage<T>> read) {
    for (int left = ATTEMPTS; ; left--) {
      checkStopped();
      try {
        return Stages.await(read.get());
      } catch (OverloadedException full) {
        giveUpIfLast(left, full);
      } catch (CompletionException failed) {
        checkStopped();
        giveUpIfLast(isOverload(failed) ? left : 1, Failures.unwrap(failed));
      }
      pause();
    }
  }

  /** Throws {@link CancellationException} if the run is to end. */
  void checkStopped() {
    if (progress.isStopped()) {
      throw new CancellationException("the daemon ends");
    }
  }

  private static void giveUpIfLast(int left, Throwable why) {
    if (left == 1) {
      throw new CompletionException(why);
    }
  }

  private static boolean isOverload(CompletionException failed) {
    var cause = Failures.unwrap(failed);
    return cause instanceof OverloadedException || cause instanceof StorageOverloadedException;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the daemon ends");
    }
  }
}
