package dev.weir.registry;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A source whose failures say what the client is to be told, as {@link Faults#told} does. */
record TellingSource(ByteSource source) implements ByteSource {
  @Override
  public long length() {
    return source.length();
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    CompletionStage<ByteBuf> bytes;
    try {
      bytes = source.read(offset, maxBytes);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(Faults.told(refused));
    }
    var future = bytes.toCompletableFuture();
    return future.isDone() && !future.isCompletedExceptionally()
        ? bytes
        : bytes.exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(Faults.told(failure)));
  }

  @Override
  public void close() {
    source.close();
  }
}
