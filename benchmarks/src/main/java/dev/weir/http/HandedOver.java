package dev.weir.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Brings replies that other threads made to the one that drives an {@link EmbeddedServer}: its
 * event loop takes any thread for its own, so the pipeline would run on two at once.
 */
final class HandedOver implements Filter {
  private final ConcurrentLinkedQueue<Runnable> made = new ConcurrentLinkedQueue<>();

  @Override
  public CompletionStage<Reply> apply(Request request, Handler next) {
    var reply = new CompletableFuture<Reply>();
    next.handle(request)
        .whenComplete(
            (answer, failure) ->
                made.add(
                    () -> {
                      if (failure == null) {
                        reply.complete(answer);
                      } else {
                        reply.completeExceptionally(failure);
                      }
                    }));
    return reply;
  }

  /** What a shortcut finds is at hand. */
  @Override
  public boolean isIdle(Request request) {
    return true;
  }

  /** Goes on with the replies that were made meanwhile. */
  void goOn() {
    for (var each = made.poll(); each != null; each = made.poll()) {
      each.run();
    }
  }
}
