package dev.weir.resolve;

import dev.weir.cache.ContentHashes;
import dev.weir.io.ByteStream;
import dev.weir.npm.MalformedPublishException;
import dev.weir.npm.PublishLimits;
import dev.weir.npm.PublishSplitter;
import dev.weir.npm.PublishTooLargeException;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes one publish document in: its tarball goes into the store as it comes, decoded and hashed on
 * the way, and is not visible there yet; the rest is kept.
 *
 * <p>A document that turns out to be wrong is still read to its end, since a client that is
 * interrupted while it sends does not read why.
 */
final class Reception {
  private final BlobWriter writer;
  private final PublishSplitter splitter;
  private final ContentHashes hashes = new ContentHashes();
  private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
  private @Nullable PublishOutcome refusal;

  private Reception(BlobWriter writer, PublishLimits limits) {
    this.writer = writer;
    this.splitter =
        new PublishSplitter(limits, (name, bytes, offset, count) -> take(bytes, offset, count));
  }

  /**
   * Reads {@code body}, which stays the caller's, as {@code writer} does.
   *
   * @return fails as {@link PartByPart#through} and the store do
   */
  static CompletionStage<Received> of(
      ByteStream body, BlobWriter writer, PublishLimits limits, Executor executor) {
    var reception = new Reception(writer, limits);
    return PartByPart.through(body, reception::work, executor)
        .thenApply(nothing -> reception.received());
  }

  private CompletionStage<Void> work(ByteBuf part) {
    feed(part);
    return store();
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

  private CompletionStage<Void> store() {
    if (decoded.size() == 0 || refusal != null) {
      decoded.reset();
      return CompletableFuture.completedFuture(null);
    }
    var chunk = Unpooled.wrappedBuffer(decoded.toByteArray());
    decoded.reset();
    return writer.write(chunk);
  }

  private Received received() {
    if (refusal != null) {
      return new Received.Refused(refusal);
    }
    try {
      return new Received.Document(splitter.end(), hashes.finish());
    } catch (MalformedPublishException malformed) {
      return new Received.Refused(PublishOutcome.invalid(String.valueOf(malformed.getMessage())));
    }
  }
}
