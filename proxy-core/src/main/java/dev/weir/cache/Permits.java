package dev.weir.cache;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A bound on how many do something at a time; the others wait their turn without a thread. */
final class Permits {
  /** Guards both fields; nothing is called while it is held. */
  private final Object lock = new Object();

  private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
  private int free;

  Permits(int count) {
    this.free = count;
  }

  /** Completes when the caller may go on; it calls {@link #release} when it is done. */
  CompletionStage<Void> acquire() {
    synchronized (lock) {
      if (free > 0) {
        free--;
        return CompletableFuture.completedFuture(null);
      }
      var turn = new CompletableFuture<Void>();
      waiting.add(turn);
      return turn;
    }
  }

  void release() {
    CompletableFuture<Void> next;
    synchronized (lock) {
      next = waiting.poll();
      if (next == null) {
        free++;
        return;
      }
    }
    next.complete(null);
  }
}
