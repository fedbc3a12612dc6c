package dev.weir.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits with an end. The scheduler's thread only submits; what follows runs on the executor. */
public final class Deadlines {
  private final ScheduledExecutorService scheduler;
  private final Executor executor;

  public Deadlines(ScheduledExecutorService scheduler, Executor executor) {
    this.scheduler = scheduler;
    this.executor = executor;
  }

  /** {@code stage}'s result, or {@code late}'s if that takes longer than {@code patience}. */
  public <T> CompletionStage<T> within(
      CompletionStage<T> stage, Duration patience, Supplier<T> late) {
    var result = new CompletableFuture<T>();
    var timer =
        scheduler.schedule(
            () -> executor.execute(() -> result.complete(late.get())),
            patience.toNanos(),
            TimeUnit.NANOSECONDS);
    stage.whenComplete(
        (value, failure) -> {
          timer.cancel(false);
          if (failure == null) {
            result.complete(value);
          } else {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  /** Runs {@code task} on the executor after {@code delay}; forgotten at shutdown. */
  public void later(Duration delay, Runnable task) {
    scheduler.schedule(() -> executor.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs {@code task} on the executor every {@code period}, first after one period. */
  public void every(Duration period, Runnable task) {
    scheduler.scheduleWithFixedDelay(
        () -> executor.execute(task), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
  }
}
