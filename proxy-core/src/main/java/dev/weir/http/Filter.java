package dev.weir.http;

import java.util.concurrent.CompletionStage;

/** Something done around a handler: answers itself, or hands on to {@code next}. */
@FunctionalInterface
public interface Filter {
  CompletionStage<Reply> apply(Request request, Handler next);

  /**
   * Whether it would hand this request on as it is and the reply back as it is, so that a {@link
   * Shortcut} may go past it. On the event loop; must not throw.
   */
  default boolean isIdle(Request request) {
    return false;
  }
}
