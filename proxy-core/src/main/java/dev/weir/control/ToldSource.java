package dev.weir.control;

import dev.weir.http.Outcome;
import dev.weir.http.ServiceException;
import dev.weir.io.ByteSource;
import dev.weir.storage.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

/** A source whose failures say what the client is told, if nothing has been sent yet. */
final class ToldSource implements ByteSource {
  private final ByteSource source;

  /**
   * @param source closed with this
   */
  ToldSource(ByteSource source) {
    this.source = source;
  }

  @Override
  public long length() {
    return source.length();
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return source
        .read(offset, maxBytes)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(told(failure)));
  }

  @Override
  public void close() {
    source.close();
  }

  private static ServiceException told(Throwable failure) {
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    boolean ours = cause instanceof StorageException || cause instanceof RejectedExecutionException;
    return ours
        ? new ServiceException(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            Outcome.LOCAL_ERROR,
            "stored tarball: " + cause.getMessage())
        : new ServiceException(
            HttpResponseStatus.BAD_GATEWAY,
            Outcome.ORIGIN_FAILED,
            String.valueOf(cause.getMessage()));
  }
}
