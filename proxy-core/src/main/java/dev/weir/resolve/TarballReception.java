package dev.weir.resolve;

import dev.weir.cache.ContentHashes;
import dev.weir.cache.HashedContent;
import dev.weir.io.ByteStream;
import dev.weir.storage.BlobWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Takes a tarball in as it is: it goes into the store as it comes, hashed on the way, and is not
 * visible there yet.
 */
final class TarballReception {
  private final BlobWriter writer;
  private final ContentHashes hashes = new ContentHashes();

  private TarballReception(BlobWriter writer) {
    this.writer = writer;
  }

  /**
   * Reads {@code body}, which stays the caller's, as {@code writer} does.
   *
   * @return fails as {@link PartByPart#through} and the store do
   */
  static CompletionStage<HashedContent> of(ByteStream body, BlobWriter writer, Executor executor) {
    var reception = new TarballReception(writer);
    return PartByPart.through(body, reception::take, executor)
        .thenApply(nothing -> reception.hashes.finish());
  }

  /** The writer releases the part. */
  private CompletionStage<Void> take(ByteBuf part) {
    var bytes = ByteBufUtil.getBytes(part);
    hashes.update(bytes, 0, bytes.length);
    return writer.write(part);
  }
}
