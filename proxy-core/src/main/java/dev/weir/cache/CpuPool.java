package dev.weir.cache;

import dev.weir.config.CpuSettings;
import dev.weir.io.AsyncCloseable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads that index, render, hash and compress. Two lanes, so that small documents overtake
 * large ones, and a third one for what takes many seconds; each with a bounded queue that refuses
 * with {@link OverloadedException}.
 *
 * <p>Tasks may wait for the storage pool, which never waits for this one.
 */
public final class CpuPool implements AsyncCloseable {
  private final Lane small;
  private final Lane large;
  private final Lane lengthy;
  private final Semaphore lengthyPermits;
  private final long largeFrom;

  public CpuPool(CpuSettings settings) {
    int threads =
        settings.threads() > 0 ? settings.threads() : Runtime.getRuntime().availableProcessors();
    this.small = new Lane("weir-cpu", threads, settings.queue());
    int few = Math.max(1, threads / 2);
    this.large = new Lane("weir-cpu-large", few, settings.queue());
    this.lengthy = new Lane("weir-cpu-lengthy", settings.checks(), settings.queue());
    this.lengthyPermits = new Semaphore(few, true);
    this.largeFrom = settings.largeFrom().bytes();
  }

  /** For work in pieces of well under a megabyte. */
  public Executor small() {
    return small;
  }

  /**
   * For work that may take many seconds, such as unpacking what somebody sent. It runs while it
   * holds one of {@link #lengthyPermits}, and gives that up to others now and then.
   */
  public Executor lengthy() {
    return lengthy;
  }

  /** As many as may work in the lane {@link #lengthy} at the same time; fair. */
  public Semaphore lengthyPermits() {
    return lengthyPermits;
  }

  /** The lane for a document of {@code bytes}. */
  public Executor laneFor(long bytes) {
    return bytes >= largeFrom ? large : small;
  }

  /** The size from which a document is large, in bytes. */
  public long largeFrom() {
    return largeFrom;
  }

  /** Tasks running, in all lanes. */
  public int active() {
    return small.threads.getActiveCount()
        + large.threads.getActiveCount()
        + lengthy.threads.getActiveCount();
  }

  /** Tasks waiting, in all lanes. */
  public int queued() {
    return small.threads.getQueue().size()
        + large.threads.getQueue().size()
        + lengthy.threads.getQueue().size();
  }

  /** Tasks refused since the start. */
  public long rejected() {
    return small.rejected.sum() + large.rejected.sum() + lengthy.rejected.sum();
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    return CompletableFuture.allOf(small.close(), large.close(), lengthy.close());
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
