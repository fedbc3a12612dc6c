package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageClosedException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The calls of one store: runs them on the shared threads, and knows when the last one is done.
 *
 * <p>Every asynchronous thing that a store does passes here, so closing waits for all of them.
 * Stages complete on the thread that did the work.
 */
final class StoreCalls {
  private final String store;
  private final StorageThreads threads;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  // Both guarded by this.
  private long running;
  private boolean closed;

  StoreCalls(String store, StorageThreads threads) {
    this.store = store;
    this.threads = threads;
  }

  <T> CompletionStage<T> read(Callable<T> call) {
    return run(threads.reads()::execute, call);
  }

  <T> CompletionStage<T> write(Callable<T> call) {
    return run(threads.writes()::execute, call);
  }

  /** For work that takes its time. */
  <T> CompletionStage<T> upkeep(Callable<T> call) {
    return run(threads.upkeep(), call);
  }

  /** Runs a task that may not be refused; answers false if the store is closing. */
  boolean cleanUp(Runnable task) {
    if (!begin()) {
      return false;
    }
    threads.writes().executeAlways(() -> finish(task));
    return true;
  }

  /** Takes no more calls; completes when the last one in hand is done. Idempotent. */
  CompletionStage<Void> close() {
    boolean idle;
    synchronized (this) {
      closed = true;
      idle = running == 0;
    }
    if (idle) {
      drained.complete(null);
    }
    return drained.minimalCompletionStage();
  }

  private <T> CompletionStage<T> run(Executor executor, Callable<T> call) {
    if (!begin()) {
      return CompletableFuture.failedStage(new StorageClosedException(store + " is closed"));
    }
    var result = new CompletableFuture<T>();
    try {
      executor.execute(() -> finish(() -> complete(result, call)));
    } catch (RuntimeException e) {
      end();
      result.completeExceptionally(e);
    }
    return result.minimalCompletionStage();
  }

  private static <T> void complete(CompletableFuture<T> result, Callable<T> call) {
    try {
      result.complete(call.call());
    } catch (Throwable e) {
      result.completeExceptionally(e);
    }
  }

  private void finish(Runnable task) {
    try {
      task.run();
    } finally {
      end();
    }
  }

  private synchronized boolean begin() {
    if (!closed) {
      running++;
    }
    return !closed;
  }

  private void end() {
    boolean last;
    synchronized (this) {
      running--;
      last = closed && running == 0;
    }
    if (last) {
      drained.complete(null);
    }
  }
}
