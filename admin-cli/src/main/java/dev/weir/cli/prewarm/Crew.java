package dev.weir.cli.prewarm;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Some threads that take from a list in its order until it is done or the work is given up. */
final class Crew<T> {
  /** What is done with each. */
  @FunctionalInterface
  interface Work<T> {
    /** Answers whether to go on. */
    boolean on(T one) throws InterruptedException;
  }

  private final Iterator<T> rest;
  private final Work<T> work;
  private boolean stopped;

  private Crew(List<T> all, Work<T> work) {
    this.rest = all.iterator();
    this.work = work;
  }

  /** Does {@code work} on all with {@code size} threads; what it throws is thrown here. */
  static <T> void work(List<T> all, int size, Work<T> work) throws InterruptedException {
    var crew = new Crew<T>(all, work);
    int members = Math.min(size, all.size());
    var threads =
        Executors.newCachedThreadPool(
            run -> {
              var thread = new Thread(run, "weir-prewarm");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < members; i++) {
        ends.add(threads.submit(crew::member));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    } catch (ExecutionException failed) {
      throw thrown(failed.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Answers nothing of use, so that it may throw. */
  private boolean member() throws InterruptedException {
    boolean on = false;
    try {
      do {
        var one = next();
        on = one != null && work.on(one);
      } while (on);
    } finally {
      stop();
    }
    return on;
  }

  private synchronized @Nullable T next() {
    return !stopped && rest.hasNext() ? rest.next() : null;
  }

  private synchronized void stop() {
    stopped = true;
  }

  private static RuntimeException thrown(@Nullable Throwable cause) throws InterruptedException {
    if (cause instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
  }
}
