package dev.weir.cache;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.IntegrityException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A tarball that passes through in memory, checked like any other, since the disk has no room for
 * it. Counted against the budget of bodies in flight, which bounds what can pass.
 */
final class HeapBlobWriter implements BlobWriter {
  private final MemoryBudget budget;
  private final Executor cpu;

  /** Guards the fields below; nothing is called while it is held. */
  private final Object lock = new Object();

  private final List<byte[]> chunks = new ArrayList<>();
  private long written;
  private boolean closed;

  HeapBlobWriter(MemoryBudget budget, Executor cpu) {
    this.budget = budget;
    this.cpu = cpu;
  }

  @Override
  public long written() {
    synchronized (lock) {
      return written;
    }
  }

  @Override
  public CompletionStage<Void> write(ByteBuf chunk) {
    try {
      var bytes = new byte[chunk.readableBytes()];
      budget.reserve(bytes.length);
      chunk.readBytes(bytes);
      keep(bytes);
      return CompletableFuture.completedFuture(null);
    } catch (OverloadedException full) {
      return CompletableFuture.failedFuture(full);
    } finally {
      chunk.release();
    }
  }

  private void keep(byte[] bytes) {
    synchronized (lock) {
      if (!closed) {
        chunks.add(bytes);
        written += bytes.length;
        return;
      }
    }
    budget.release(bytes.length);
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    synchronized (lock) {
      long start = 0;
      for (var chunk : chunks) {
        if (offset < start + chunk.length) {
          int from = (int) (offset - start);
          int count = Math.min(maxBytes, chunk.length - from);
          return CompletableFuture.completedFuture(Unpooled.wrappedBuffer(chunk, from, count));
        }
        start += chunk.length;
      }
      return CompletableFuture.completedFuture(Unpooled.EMPTY_BUFFER);
    }
  }

  @Override
  public CompletionStage<BlobId> commit(ExpectedContent expected) {
    return CompletableFuture.supplyAsync(() -> check(expected), cpu);
  }

  private BlobId check(ExpectedContent expected) {
    for (var digest : expected.digests()) {
      var actual = digest(digest.algorithm());
      if (!actual.equals(digest)) {
        throw new IntegrityException("digest: %s (expected: %s)".formatted(actual, digest));
      }
    }
    if (expected.length().isPresent() && expected.length().getAsLong() != written()) {
      throw new IntegrityException(
          "length: %d (expected: %d)".formatted(written(), expected.length().getAsLong()));
    }
    return new BlobId(digest(DigestAlgorithm.SHA512));
  }

  private Digest digest(DigestAlgorithm algorithm) {
    try {
      var hash = MessageDigest.getInstance(algorithm.jcaName());
      synchronized (lock) {
        chunks.forEach(hash::update);
      }
      return Digest.of(algorithm, hash.digest());
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public void close() {
    long freed;
    synchronized (lock) {
      freed = closed ? 0 : written;
      closed = true;
      chunks.clear();
    }
    budget.release(freed);
  }
}
