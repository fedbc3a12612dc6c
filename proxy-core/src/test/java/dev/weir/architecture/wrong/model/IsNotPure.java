package dev.weir.architecture.wrong.model;

import dev.weir.architecture.wrong.daemon.Everything;
import dev.weir.architecture.wrong.storage.KnowsTheDaemon;
import io.netty.channel.Channel;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A package that should be pure, and is not. */
final class IsNotPure {
  final Class<?> daemon = Everything.class;
  final Class<?> storage = KnowsTheDaemon.class;
  final Class<?> library = Channel.class;
  final Class<?> threads = Executor.class;

  Object inTheCommonPool(CompletionStage<String> stage) {
    return stage.thenApplyAsync(value -> value);
  }
}
