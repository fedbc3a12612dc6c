package dev.weir.cache;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for a stage, where that is allowed: upkeep, start and stop; never on an event loop. */
public final class Stages {
  /** A store that takes longer for one step is as good as gone. */
  private static final long PATIENCE_MINUTES = 5;

  private Stages() {}

  public static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw new CompletionException(Failures.unwrap(e));
    } catch (TimeoutException e) {
      throw new IllegalStateException("no end in %d min".formatted(PATIENCE_MINUTES), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
