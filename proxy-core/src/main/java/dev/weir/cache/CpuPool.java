package dev.weir.cache;

import dev.weir.config.CpuSettings;
import dev.weir.io.AsyncCloseable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads that index, render, hash and compress. Two lanes, so that small documents overtake
 * large ones; each with a bounded queue that refuses with {@link OverloadedException}.
 *
 * <p>Tasks may wait for the storage pool, which never waits for this one.
 */
public final class CpuPool implements AsyncCloseable {
  private final Lane small;
  private final Lane large;
  private final long largeFrom;

  public CpuPool(CpuSettings settings) {
    int threads =
        settings.threads() > 0 ? settings.threads() : Runtime.getRuntime().availableProcessors();
    this.small = new Lane("weir-cpu", threads, settings.queue());
    this.large = new Lane("weir-cpu-large", Math.max(1, threads / 2), settings.queue());
    this.largeFrom = settings.largeFrom().bytes();
  }

  /** For work in pieces of well under a megabyte. */
  public Executor small() {
    return small;
  }

  /** The lane for a document of {@code bytes}. */
  public Executor laneFor(long bytes) {
    return bytes >= largeFrom ? large : small;
  }

  /** The size from which a document is large, in bytes. */
  public long largeFrom() {
    return largeFrom;
  }

  /** Tasks running, in both lanes. */
  public int active() {
    return small.threads.getActiveCount() + large.threads.getActiveCount();
  }

  /** Tasks waiting, in both lanes. */
  public int queued() {
    return small.threads.getQueue().size() + large.threads.getQueue().size();
  }

  /** Tasks refused since the start. */
  public long rejected() {
    return small.rejected.sum() + large.rejected.sum();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return CompletableFuture.allOf(small.close(), large.close());
  }

  private static final class Lane implements Executor {
    private final ThreadPoolExecutor threads;
    private final LongAdder rejected = new LongAdder();
    private final String name;

    Lane(String name, int count, int queue) {
      this.name = name;
      var number = new AtomicInteger();
      this.threads =
          new ThreadPoolExecutor(
              count,
              count,
              30,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(queue),
              task -> {
                var thread = new Thread(task, name + "-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
      try {
        threads.execute(task);
      } catch (RejectedExecutionException full) {
        rejected.increment();
        throw new OverloadedException("queue of " + name + ": full (cpu.queue)");
      }
    }

    CompletableFuture<Void> close() {
      threads.shutdown();
      return CompletableFuture.runAsync(
          () -> {
            try {
              if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                threads.shutdownNow();
              }
            } catch (InterruptedException e) {
              threads.shutdownNow();
              Thread.currentThread().interrupt();
            }
          });
    }
  }
}
