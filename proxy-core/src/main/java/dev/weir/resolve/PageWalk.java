package dev.weir.resolve;

import dev.weir.cache.Failures;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A walk over many records, a page at a time. Each page is a task of its own, so that others get
 * their turn between two; no thread waits for the store.
 */
final class PageWalk {
  private final Pages pages;
  private final Look look;
  private final Executor executor;
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /** Reads the page that begins at a key, or the first one. */
  interface Pages extends Function<Optional<Key>, CompletionStage<RecordPage>> {}

  /** Takes a page, on the executor; answers whether to go on. One page at a time. */
  interface Look extends Function<RecordPage, CompletionStage<Boolean>> {}

  private PageWalk(Pages pages, Look look, Executor executor) {
    this.pages = pages;
    this.look = look;
    this.executor = executor;
  }

  /**
   * Completes after the last page. Fails as reads and looks do, and with {@link
   * dev.weir.cache.OverloadedException} if the executor is full.
   */
  static CompletionStage<Void> over(Pages pages, Look look, Executor executor) {
    var walk = new PageWalk(pages, look, executor);
    walk.from(Optional.empty());
    return walk.end.minimalCompletionStage();
  }

  private void from(Optional<Key> from) {
    pages
        .apply(from)
        .thenComposeAsync(
            page -> look.apply(page).thenApply(more -> more ? page.next() : Optional.<Key>empty()),
            executor)
        .thenAccept(this::walked)
        .exceptionally(this::failed);
  }

  private void walked(Optional<Key> next) {
    if (next.isEmpty()) {
      end.complete(null);
    } else {
      from(next);
    }
  }

  private @Nullable Void failed(Throwable failure) {
    end.completeExceptionally(Failures.unwrap(failure));
    return null;
  }
}
