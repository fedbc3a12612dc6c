package dev.weir.resolve;

import dev.weir.cache.ContentHashes;
import dev.weir.cache.Failures;
import dev.weir.cache.HashedContent;
import dev.weir.cache.OverloadedException;
import dev.weir.io.ByteStream;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tarball in as it is: it goes into the store as it comes, hashed on the way, and is not
 * visible there yet. At most one part of the body is held. The executor hashes, one part after the
 * other; no thread waits.
 */
final class TarballReception {
  private final ByteStream body;
  private final BlobWriter writer;
  private final Executor executor;
  private final ContentHashes hashes = new ContentHashes();
  private final CompletableFuture<HashedContent> result = new CompletableFuture<>();

  private TarballReception(ByteStream body, BlobWriter writer, Executor executor) {
    this.body = body;
    this.writer = writer;
    this.executor = executor;
  }

  /**
   * Reads {@code body}, which stays the caller's, as {@code writer} does.
   *
   * @return fails as the body or the store does
   */
  static CompletionStage<HashedContent> of(ByteStream body, BlobWriter writer, Executor executor) {
    var reception = new TarballReception(body, writer, executor);
    reception.next();
    return reception.result;
  }

  private void next() {
    body.next().whenComplete(this::came);
  }

  private void came(Optional<ByteBuf> part, @Nullable Throwable failure) {
    if (failure != null) {
      result.completeExceptionally(Failures.unwrap(failure));
      return;
    }
    try {
      executor.execute(() -> work(part));
    } catch (OverloadedException full) {
      part.ifPresent(ByteBuf::release);
      result.completeExceptionally(full);
    }
  }

  private void work(Optional<ByteBuf> part) {
    try {
      if (part.isEmpty()) {
        result.complete(hashes.finish());
      } else {
        take(part.get());
      }
    } catch (Throwable defect) { // an Error too: whoever waits must hear of it
      result.completeExceptionally(defect);
    }
  }

  /** The writer releases the part. */
  private void take(ByteBuf part) {
    var bytes = ByteBufUtil.getBytes(part);
    hashes.update(bytes, 0, bytes.length);
    writer
        .write(part)
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                next();
              } else {
                result.completeExceptionally(Failures.unwrap(failure));
              }
            });
  }
}
