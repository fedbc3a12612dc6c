package dev.weir.catalog;

import dev.weir.catalog.CatalogException.Kind;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs asynchronous steps one after another, in the order in which they came: a step starts when
 * the stage of the one before has ended and its result has been told. A step runs on its caller's
 * thread or on the one that ended the step before.
 */
final class Turns {
  private final int maxWaiting;

  /** Guarded by this; no step runs while the lock is held. */
  private final Queue<Turn<?>> waiting = new ArrayDeque<>();

  /** Whether somebody goes through {@link #waiting}; guarded by this. */
  private boolean running;

  Turns(int maxWaiting) {
    this.maxWaiting = maxWaiting;
  }

  /** Takes a turn for {@code step}; {@link Kind#OVERLOADED} if too many wait already. */
  <T> CompletionStage<T> take(String resource, Supplier<CompletionStage<T>> step) {
    var turn = new Turn<>(step, new CompletableFuture<T>());
    synchronized (this) {
      if (waiting.size() >= maxWaiting) {
        return CompletableFuture.failedStage(overloaded(resource));
      }
      waiting.add(turn);
      if (running) {
        return turn.result.minimalCompletionStage();
      }
      running = true;
    }
    runAll();
    return turn.result.minimalCompletionStage();
  }

  /** A loop, not a step that starts the next: stores that answer at once would pile up frames. */
  private void runAll() {
    for (var turn = next(); turn != null; turn = next()) {
      var ended = turn.run();
      if (!ended.isDone()) {
        ended.thenRun(this::runAll);
        return;
      }
    }
  }

  private synchronized @Nullable Turn<?> next() {
    var turn = waiting.poll();
    running = turn != null;
    return turn;
  }

  private CatalogException overloaded(String resource) {
    return new CatalogException(
        Kind.OVERLOADED, resource, "changes waiting: %d (expected: fewer)".formatted(maxWaiting));
  }

  private record Turn<T>(Supplier<CompletionStage<T>> step, CompletableFuture<T> result) {
    /** Ends, never by failing, after the result was told. */
    CompletableFuture<Void> run() {
      return start().handle(this::tell).toCompletableFuture();
    }

    private CompletionStage<T> start() {
      try {
        return step.get();
      } catch (RuntimeException e) {
        return CompletableFuture.failedStage(e);
      }
    }

    private @Nullable Void tell(@Nullable T value, @Nullable Throwable failure) {
      if (failure == null) {
        result.complete(value);
      } else {
        result.completeExceptionally(
            failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure);
      }
      return null;
    }
  }
}
