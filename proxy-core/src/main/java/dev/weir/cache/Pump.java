package dev.weir.cache;

import dev.weir.io.ByteStream;
import io.netty.buffer.ByteBuf;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Moves a stream into a consumer, a chunk at a time, until the end or the first failure. A loop,
 * not a chain of stages: a long body costs no stack and no memory.
 */
final class Pump {
  private final ByteStream stream;
  private final Function<ByteBuf, CompletionStage<Void>> consumer;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private Pump(ByteStream stream, Function<ByteBuf, CompletionStage<Void>> consumer) {
    this.stream = stream;
    this.consumer = consumer;
  }

  /**
   * Pumps all of {@code stream}, which it closes, into {@code consumer}, which owns each chunk.
   * Completes on the thread of the last step.
   */
  static CompletionStage<Void> all(
      ByteStream stream, Function<ByteBuf, CompletionStage<Void>> consumer) {
    var pump = new Pump(stream, consumer);
    pump.run();
    return pump.done.whenComplete((nothing, failure) -> stream.close());
  }

  private void run() {
    boolean more = true;
    while (more) {
      more = step();
    }
  }

  /** True if the next step may follow on this thread at once. */
  private boolean step() {
    try {
      var next = stream.next().toCompletableFuture();
      if (!next.isDone()) {
        next.whenComplete(this::resume);
        return false;
      }
      return consume(next.join());
    } catch (Throwable e) { // an Error too, such as Netty's when direct memory is used up
      return fail(e);
    }
  }

  private void resume(Optional<ByteBuf> chunk, Throwable failure) {
    if (failure != null) {
      fail(failure);
    } else if (consumeSafely(chunk)) {
      run();
    }
  }

  private boolean consumeSafely(Optional<ByteBuf> chunk) {
    try {
      return consume(chunk);
    } catch (Throwable e) {
      return fail(e);
    }
  }

  private boolean consume(Optional<ByteBuf> chunk) {
    if (chunk.isEmpty()) {
      done.complete(null);
      return false;
    }
    var consumed = consumer.apply(chunk.get()).toCompletableFuture();
    if (consumed.isDone()) {
      consumed.join();
      return true;
    }
    consumed.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            fail(failure);
          } else {
            run();
          }
        });
    return false;
  }

  private boolean fail(Throwable failure) {
    done.completeExceptionally(Failures.unwrap(failure));
    return false;
  }
}
