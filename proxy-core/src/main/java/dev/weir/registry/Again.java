package dev.weir.registry;

import dev.weir.cache.DocumentGoneException;
import dev.weir.cache.Failures;
import dev.weir.http.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A second try for a reply whose packument was replaced between the look and the opening. */
final class Again {
  private Again() {}

  static CompletionStage<Reply> ifReplaced(Supplier<CompletionStage<Reply>> attempt) {
    return attempt
        .get()
        .exceptionallyCompose(
            failure ->
                Failures.unwrap(failure) instanceof DocumentGoneException
                    ? attempt.get()
                    : CompletableFuture.failedFuture(Failures.unwrap(failure)));
  }
}
