package dev.weir.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Waits for stages in tests; nothing is waited for longer than a minute. */
public final class Stages {
  private Stages() {}

  /** What the stage gives; a test's own failure if it fails. */
  public static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Why the stage fails, which it must. */
  public static Throwable failure(CompletionStage<?> stage) {
    try {
      await(stage);
    } catch (CompletionException e) {
      assertThat(e.getCause()).isNotNull();
      return e.getCause();
    }
    throw new AssertionError("the stage did not fail");
  }
}
