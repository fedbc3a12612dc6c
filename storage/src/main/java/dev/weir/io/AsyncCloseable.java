package dev.weir.io;

import java.util.concurrent.CompletionStage;

/** A long-lived part of the daemon that needs time to stop. */
@FunctionalInterface
public interface AsyncCloseable {
  /**
   * Stops taking new work, lets the work in hand finish, then frees what this owns. Idempotent: a
   * second call gives a stage that completes with the first.
   */
  CompletionStage<Void> closeAsync();
}
