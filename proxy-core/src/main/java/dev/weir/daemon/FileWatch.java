package dev.weir.daemon;

import dev.weir.cache.CpuPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads the files that credentials and authorities come from again and again. The scheduler only
 * submits; the disk is read on the CPU pool, and never twice at a time.
 */
final class FileWatch {
  private final Origins origins;
  private final CpuPool cpu;
  private final AtomicBoolean running = new AtomicBoolean();

  private FileWatch(Origins origins, CpuPool cpu) {
    this.origins = origins;
    this.cpu = cpu;
  }

  /** Watches from now on, if there is a file. */
  static void begin(
      Origins origins, Duration pause, ScheduledExecutorService scheduler, CpuPool cpu) {
    if (origins.hasFiles()) {
      var watch = new FileWatch(origins, cpu);
      long nanos = pause.toNanos();
      scheduler.scheduleWithFixedDelay(watch::look, nanos, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    try {
      CompletableFuture.runAsync(origins::refresh, cpu.small())
          .whenComplete((done, failed) -> running.set(false));
    } catch (RuntimeException full) {
      // There is a next time.
      running.set(false);
    }
  }
}
