package dev.weir.testing.server;

import java.util.concurrent.CompletionStage;

/** What a {@link FaultyServer} serves. Called on event loops, so it must not block. */
public interface Site {
  /**
   * The name that {@code target} has for counting and for faults, such as {@code /@scope/name} for
   * every way to encode it.
   */
  String path(String target);

  /** The page for {@code request}; completes on any thread. A failure becomes a 500. */
  CompletionStage<Page> answer(Seen request);
}
