package dev.weir.http;

import java.util.concurrent.CompletionStage;

/** Something done around a handler: answers itself, or hands on to {@code next}. */
@FunctionalInterface
public interface Filter {
  CompletionStage<Reply> apply(Request request, Handler next);
}
