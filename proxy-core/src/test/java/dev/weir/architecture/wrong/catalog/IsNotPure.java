package dev.weir.architecture.wrong.catalog;

import dev.weir.architecture.wrong.daemon.Everything;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import reactor.core.publisher.Mono;

/** A package that should be pure, and is not. */
final class IsNotPure {
  final Class<?> daemon = Everything.class;
  final Class<?> library = Mono.class;
  final Class<?> threads = Executors.class;

  Object inTheCommonPool(Runnable work) {
    return CompletableFuture.runAsync(work);
  }
}
