package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.io.ByteStream;
import dev.weir.model.Integrity;
import dev.weir.storage.Digest;
import dev.weir.storage.IntegrityException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A body that passes straight from its origin to one reader, checked on the way: each chunk is held
 * back until the next one is here, and the last until all of them are known to be right.
 *
 * <p>Read in order, one read at a time; what lies before an offset is passed over. Counted as
 * {@link #ROOM} however long it is. Completes on the CPU pool, where it hashes.
 */
final class PassingBody implements ByteSource {
  /** Two chunks as they come off the wire, and some. */
  private static final int ROOM = 256 << 10;

  private final AssetKey key;
  private final Optional<Integrity> integrity;
  private final TarballParts parts;
  private final ByteStream stream;
  private final MessageDigest hash;
  private volatile boolean seen;

  /** Guards the fields below; nothing is called while it is held. */
  private final Object lock = new Object();

  private ByteBuf ready = Unpooled.EMPTY_BUFFER;
  private ByteBuf held = Unpooled.EMPTY_BUFFER;
  private long readyAt;
  private long received;
  private boolean whole;
  private boolean closed;

  private PassingBody(
      ByteStream body,
      AssetKey key,
      Optional<Integrity> integrity,
      TarballParts parts,
      long startedAt) {
    this.key = key;
    this.integrity = integrity;
    this.parts = parts;
    this.hash = hash(integrity);
    this.stream =
        new AwaitedBody(
            body,
            parts.deadlines(),
            startedAt,
            parts.upstreamSettings().headDeadline(),
            () -> !seen);
  }

  /** Owns {@code body} unless it fails with {@link OverloadedException}. */
  static PassingBody of(
      ByteStream body,
      AssetKey key,
      Optional<Integrity> integrity,
      TarballParts parts,
      long startedAt) {
    parts.budget().reserve(ROOM);
    return new PassingBody(body, key, integrity, parts, startedAt);
  }

  @Override
  public long length() {
    return stream.length().orElse(-1);
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    synchronized (lock) {
      if (offset < readyAt) {
        return CompletableFuture.failedFuture(
            new IllegalArgumentException(
                "offset: %d (expected: %d, in order)".formatted(offset, readyAt)));
      }
      long skipped = offset - readyAt;
      if (skipped < ready.readableBytes()) {
        int from = ready.readerIndex() + (int) skipped;
        int count = (int) Math.min(maxBytes, ready.readableBytes() - skipped);
        seen = true;
        return CompletableFuture.completedFuture(ready.retainedSlice(from, count));
      }
      if (whole) {
        return CompletableFuture.completedFuture(Unpooled.EMPTY_BUFFER);
      }
    }
    return stream.next().thenCompose(this::arrived).thenCompose(nothing -> read(offset, maxBytes));
  }

  private CompletionStage<Void> arrived(Optional<ByteBuf> chunk) {
    try {
      return CompletableFuture.runAsync(
          () -> chunk.ifPresentOrElse(this::take, this::finish), parts.cpu().small());
    } catch (OverloadedException full) {
      chunk.ifPresent(ByteBuf::release);
      throw full;
    }
  }

  private void take(ByteBuf chunk) {
    hash.update(chunk.nioBuffer());
    synchronized (lock) {
      received += chunk.readableBytes();
      if (closed) {
        chunk.release();
        return;
      }
      advance();
      held = chunk;
    }
  }

  private void finish() {
    long length = stream.length().orElse(received);
    if (length != received) {
      throw wrong("%d bytes (expected: %d)".formatted(received, length));
    }
    if (integrity.isPresent()) {
      var actual = Digest.of(integrity.get().algorithm(), hash.digest());
      if (!integrity.get().accepts(actual)) {
        throw wrong("%s (expected: %s)".formatted(actual, integrity.get().sri()));
      }
    }
    synchronized (lock) {
      advance();
      whole = true;
    }
  }

  /** What was held back may go out. Called with the lock held. */
  private void advance() {
    readyAt += ready.readableBytes();
    ready.release();
    ready = held;
    held = Unpooled.EMPTY_BUFFER;
  }

  private IntegrityException wrong(String what) {
    parts.listener().integrityFailed(CacheKind.TARBALL);
    return new IntegrityException(
        "tarball of connection %s is not what its packument says: %s"
            .formatted(key.connection(), what));
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      ready.release();
      ready = Unpooled.EMPTY_BUFFER;
      held.release();
      held = Unpooled.EMPTY_BUFFER;
    }
    stream.close();
    parts.budget().release(ROOM);
  }

  private static MessageDigest hash(Optional<Integrity> integrity) {
    try {
      return MessageDigest.getInstance(integrity.map(i -> i.algorithm().jcaName()).orElse("SHA-1"));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
