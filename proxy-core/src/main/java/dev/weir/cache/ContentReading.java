package dev.weir.cache;

import dev.weir.io.ByteSource;
import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Reads a source from end to end for its hashes, a chunk at a time, as fast as its bytes come: it
 * may be one that is still being downloaded. No thread waits; the executor hashes.
 */
public final class ContentReading {
  private static final int CHUNK = 256 << 10;

  private final ByteSource source;
  private final Executor executor;
  private final MessageDigest md5 = digest("MD5");
  private final MessageDigest sha1 = digest("SHA-1");
  private final MessageDigest sha256 = digest("SHA-256");
  private final MessageDigest sha512 = digest("SHA-512");
  private final CompletableFuture<HashedContent> result = new CompletableFuture<>();
  private long offset;

  private ContentReading(ByteSource source, Executor executor) {
    this.source = source;
    this.executor = executor;
  }

  /**
   * Reads {@code source}, which stays open. Fails as its reads do, and with {@link
   * OverloadedException} if the executor is full.
   */
  public static CompletionStage<HashedContent> of(ByteSource source, Executor executor) {
    var reading = new ContentReading(source, executor);
    reading.next();
    return reading.result.minimalCompletionStage();
  }

  private void next() {
    source.read(offset, CHUNK).whenComplete(this::came);
  }

  private void came(ByteBuf chunk, Throwable failure) {
    if (failure != null) {
      result.completeExceptionally(Failures.unwrap(failure));
      return;
    }
    try {
      executor.execute(() -> take(chunk));
    } catch (OverloadedException full) {
      chunk.release();
      result.completeExceptionally(full);
    }
  }

  private void take(ByteBuf chunk) {
    int count;
    try {
      count = chunk.readableBytes();
      for (var digest : List.of(md5, sha1, sha256, sha512)) {
        for (var part : chunk.nioBuffers()) {
          digest.update(part.duplicate());
        }
      }
    } finally {
      chunk.release();
    }
    offset += count;
    if (count == 0) {
      result.complete(hashed());
    } else {
      next();
    }
  }

  private HashedContent hashed() {
    return new HashedContent(
        offset, hex(sha512), new AssetHashes(hex(md5), hex(sha1), hex(sha256)));
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
