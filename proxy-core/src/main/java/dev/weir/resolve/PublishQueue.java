package dev.weir.resolve;

import dev.weir.cache.Deadlines;
import dev.weir.cache.OverloadedException;
import dev.weir.config.PublishSettings;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A bound on the publishes under way. One more waits without a thread, and its body is not read
 * meanwhile; who came first is let in first.
 */
final class PublishQueue {
  private final PublishSettings settings;
  private final Deadlines deadlines;

  /** Guards both fields; nothing is called while it is held. */
  private final Object lock = new Object();

  private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int free;

  PublishQueue(PublishSettings settings, Deadlines deadlines) {
    this.settings = settings;
    this.deadlines = deadlines;
    this.free = settings.maxConcurrent();
  }

  /**
   * Completes when the caller may go on; it calls {@link #leave} when it is done, and not if this
   * fails.
   *
   * @return fails with {@link OverloadedException} if that takes too long
   * @throws OverloadedException if too many wait
   */
  CompletionStage<Void> enter() {
    var turn = new CompletableFuture<Void>();
    synchronized (lock) {
      if (free > 0) {
        free--;
        return CompletableFuture.completedFuture(null);
      } else if (waiting.size() >= settings.maxWaiting()) {
        throw new OverloadedException(
            "publishes that wait for others (expected: at most publish.max-waiting)");
      }
      waiting.add(turn);
    }
    return deadlines.within(
        turn,
        settings.maxWait(),
        () -> {
          giveUp(turn);
          return null;
        });
  }

  void leave() {
    while (true) {
      CompletableFuture<Void> next;
      synchronized (lock) {
        next = waiting.poll();
        if (next == null) {
          free++;
          return;
        }
      }
      // False if it has given up just now.
      if (next.complete(null)) {
        return;
      }
    }
  }

  private void giveUp(CompletableFuture<Void> turn) {
    synchronized (lock) {
      waiting.removeIf(each -> each == turn);
    }
    turn.completeExceptionally(
        new OverloadedException("publishes under way (expected: an end within publish.max-wait)"));
  }
}
