package dev.weir.http;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one timer of a connection, which waits for one thing at a time.
 *
 * <p>It is set with every request and hardly ever fires, so moving it to a later time touches no
 * scheduler: the task that is armed finds the new time when it runs and arms itself again. Lives on
 * the event loop.
 */
final class Deadline {
  private final EventExecutor loop;
  private @Nullable Runnable action;
  private long due;
  private @Nullable Future<?> armed;
  private long armedFor;

  Deadline(EventExecutor loop) {
    this.loop = loop;
  }

  /** Runs {@code action} after {@code nanos}, in place of whatever was to be run. */
  void set(long nanos, Runnable action) {
    this.action = action;
    due = System.nanoTime() + nanos;
    if (armed == null || due - armedFor < 0) {
      arm();
    }
  }

  /** Runs nothing. */
  void clear() {
    action = null;
  }

  /** Runs nothing and leaves nothing in the scheduler. */
  void close() {
    clear();
    if (armed != null) {
      armed.cancel(false);
      armed = null;
    }
  }

  private void arm() {
    if (armed != null) {
      armed.cancel(false);
    }
    armedFor = due;
    armed = loop.schedule(this::fire, due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void fire() {
    armed = null;
    var overdue = action;
    if (overdue == null) {
      return;
    }
    if (due - System.nanoTime() > 0) {
      arm();
    } else {
      action = null;
      overdue.run();
    }
  }
}
