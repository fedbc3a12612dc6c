package dev.weir.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Lets steps about the same key run one after another, in the order in which they came; steps about
 * others run meanwhile. A step runs on its caller's thread or on the one that ended the step
 * before. Its callers bound how many wait: a key has a few flights and purges at a time.
 */
public final class KeyedTurns<K> {
  private final ConcurrentHashMap<K, CompletableFuture<?>> last = new ConcurrentHashMap<>();

  /** Completes as {@code step} does, which must not wait for a turn of the same key itself. */
  public <T> CompletionStage<T> take(K key, Supplier<? extends CompletionStage<T>> step) {
    var mine = new CompletableFuture<T>();
    var before = last.put(key, mine);
    if (before == null) {
      run(key, step, mine);
    } else {
      before.whenComplete((ended, failure) -> run(key, step, mine));
    }
    return mine.minimalCompletionStage();
  }

  private <T> void run(
      K key, Supplier<? extends CompletionStage<T>> step, CompletableFuture<T> mine) {
    start(step)
        .whenComplete(
            (value, failure) -> {
              last.remove(key, mine);
              if (failure == null) {
                mine.complete(value);
              } else {
                mine.completeExceptionally(Failures.unwrap(failure));
              }
            });
  }

  private static <T> CompletionStage<T> start(Supplier<? extends CompletionStage<T>> step) {
    try {
      return step.get();
    } catch (Throwable e) { // an Error too: whoever comes next would wait for ever
      return CompletableFuture.failedFuture(e);
    }
  }
}
