package dev.weir.control;

import java.util.concurrent.CompletionStage;

/**
 * Does one operation. Called on the CPU pool, so that it may think but must not wait. A stage that
 * fails with {@link ControlException}, or an exception of that kind, is answered as it says.
 */
@FunctionalInterface
public interface Run {
  CompletionStage<Answer> of(Call call);
}
