package dev.weir.storage.rocksdb;

import dev.weir.storage.StorageOverloadedException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A fixed number of threads before which only so many tasks may wait. */
final class BoundedPool {
  private final String name;
  private final int queue;
  private final ExecutorService threads;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder refused = new LongAdder();

  BoundedPool(String name, int threads, int queue) {
    this.name = name;
    this.queue = queue;
    this.threads = Executors.newFixedThreadPool(threads, new NamedThreads(name));
  }

  /**
   * Runs {@code task} when a thread is free.
   *
   * @throws StorageOverloadedException if too many wait already
   */
  void execute(Runnable task) {
    if (waiting.incrementAndGet() > queue) {
      waiting.decrementAndGet();
      refused.increment();
      throw new StorageOverloadedException("%s: %d calls wait already".formatted(name, queue));
    }
    start(task);
  }

  /** The same without the bound, for clean-up, of which there is as much as things are open. */
  void executeAlways(Runnable task) {
    waiting.incrementAndGet();
    start(task);
  }

  private void start(Runnable task) {
    threads.execute(
        () -> {
          waiting.decrementAndGet();
          running.incrementAndGet();
          try {
            task.run();
          } finally {
            running.decrementAndGet();
          }
        });
  }

  StoragePool figures() {
    return new StoragePool(name, running::get, waiting::get, refused::sum);
  }

  /** Lets what waits run, takes nothing more. */
  void shutdown() {
    threads.shutdown();
  }
}
