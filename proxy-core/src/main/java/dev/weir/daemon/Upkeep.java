package dev.weir.daemon;

import dev.weir.cache.Quota;
import dev.weir.cache.Sweeper;
import dev.weir.config.StorageSettings;
import dev.weir.io.AsyncCloseable;
import dev.weir.resolve.PublishedSweep;
import dev.weir.storage.StorageException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quota and the sweeps, by turns on one thread of their own, which may block. */
final class Upkeep implements AsyncCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final ScheduledThreadPoolExecutor thread;

  Upkeep(StorageSettings settings, Quota quota, Sweeper sweeper, PublishedSweep published) {
    this.thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var upkeep = new Thread(task, "weir-upkeep");
              upkeep.setDaemon(true);
              return upkeep;
            });
    every(settings.evictionInterval(), quota::enforce);
    every(settings.sweepInterval(), sweeper::sweep);
    every(settings.sweepInterval(), published::sweep);
  }

  private void every(Duration period, Runnable work) {
    thread.scheduleWithFixedDelay(
        () -> guarded(work), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A failed round is told and the next one tries again. */
  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (StorageException e) {
      LOG.warn("upkeep: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("upkeep failed", e);
    }
  }

  @Override
  public CompletionStage<Void> closeAsync() {
    thread.shutdownNow();
    return CompletableFuture.runAsync(
        () -> {
          try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
