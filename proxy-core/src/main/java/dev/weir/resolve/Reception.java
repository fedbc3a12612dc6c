package dev.weir.resolve;

import dev.weir.cache.ContentHashes;
import dev.weir.cache.Failures;
import dev.weir.cache.OverloadedException;
import dev.weir.io.ByteStream;
import dev.weir.npm.MalformedPublishException;
import dev.weir.npm.PublishLimits;
import dev.weir.npm.PublishSplitter;
import dev.weir.npm.PublishTooLargeException;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes one publish document in: its tarball goes into the store as it comes, decoded and hashed on
 * the way, and is not visible there yet; the rest is kept. At most one part of the body is held.
 *
 * <p>A document that turns out to be wrong is still read to its end, since a client that is
 * interrupted while it sends does not read why. The parts are worked on by the executor, one after
 * the other; no thread waits.
 */
final class Reception {
  private final ByteStream body;
  private final BlobWriter writer;
  private final Executor executor;
  private final PublishSplitter splitter;
  private final ContentHashes hashes = new ContentHashes();
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private final CompletableFuture<Received> result = new CompletableFuture<>();
  private @Nullable PublishOutcome refusal;

  private Reception(ByteStream body, BlobWriter writer, PublishLimits limits, Executor executor) {
    this.body = body;
    this.writer = writer;
    this.executor = executor;
    this.splitter =
        new PublishSplitter(limits, (name, bytes, offset, count) -> take(bytes, offset, count));
  }

  /**
   * Reads {@code body}, which stays the caller's, as {@code writer} does.
   *
   * @return fails as the body or the store does
   */
  static CompletionStage<Received> of(
      ByteStream body, BlobWriter writer, PublishLimits limits, Executor executor) {
    var reception = new Reception(body, writer, limits, executor);
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
        end();
        return;
      }
      feed(part.get());
      store();
    } catch (Throwable defect) { // an Error too: whoever waits must hear of it
      result.completeExceptionally(defect);
    }
  }

  private void feed(ByteBuf part) {
    byte[] bytes;
    try {
      bytes = new byte[part.readableBytes()];
      part.readBytes(bytes);
    } finally {
      part.release();
    }
    if (refusal == null) {
      try {
        splitter.feed(bytes, 0, bytes.length);
      } catch (MalformedPublishException malformed) {
        refusal = PublishOutcome.invalid(String.valueOf(malformed.getMessage()));
      } catch (PublishTooLargeException large) {
        refusal = PublishOutcome.tooLarge(String.valueOf(large.getMessage()));
      }
    }
  }

  private void take(byte[] bytes, int offset, int count) {
    hashes.update(bytes, offset, count);
    decoded.write(bytes, offset, count);
  }

  private void store() {
    if (decoded.size() == 0 || refusal != null) {
      decoded.reset();
      next();
      return;
    }
    var chunk = Unpooled.wrappedBuffer(decoded.toByteArray());
    decoded.reset();
    writer
        .write(chunk)
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                next();
              } else {
                result.completeExceptionally(Failures.unwrap(failure));
              }
            });
  }

  private void end() {
    if (refusal != null) {
      result.complete(new Received.Refused(refusal));
      return;
    }
    try {
      result.complete(new Received.Document(splitter.end(), hashes.finish()));
    } catch (MalformedPublishException malformed) {
      result.complete(
          new Received.Refused(PublishOutcome.invalid(String.valueOf(malformed.getMessage()))));
    }
  }
}
