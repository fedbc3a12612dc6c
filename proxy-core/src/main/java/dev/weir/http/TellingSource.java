package dev.weir.http;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A source whose failures say what the client is to be told: a body that is pulled fails when its
 * handler has long been done.
 *
 * @param source closed with this
 * @param told what a failure is told as: a {@link ServiceException}, or itself if it is a defect
 */
public record TellingSource(ByteSource source, UnaryOperator<Throwable> told)
    implements ByteSource {
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
      return CompletableFuture.failedFuture(told.apply(refused));
    }
    var future = bytes.toCompletableFuture();
    return future.isDone() && !future.isCompletedExceptionally()
        ? bytes
        : bytes.exceptionallyCompose(
            failure -> CompletableFuture.failedFuture(told.apply(failure)));
  }

  @Override
  public void close() {
    source.close();
  }
}
