package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.ContentHash;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.StorageException;
import io.netty.buffer.ByteBuf;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/*
 * Concurrency: what appends, commits and disposes holds the work lock, on a write thread, during
 * I/O too; so a closing waits there for the write in hand, and no chunk is stored after the chunks
 * were deleted. Reads take no lock but the tail's. Memory: at most one chunk, in the tail.
 */
/** A blob being written: cut into chunks, hashed, and made visible at the end. */
final class RocksBlobWriter implements BlobWriter {
  private final RocksBlobStore store;
  private final long uid;
  private final Tail tail;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ReentrantLock work = new ReentrantLock();
  private volatile long written;
  private volatile boolean broken;
  // The rest is guarded by work.
  private final ContentHash hash;
  private int stored; // full chunks handed to the engine, successfully or not
  private boolean ended; // committed, or tried to, or disposed of
  private boolean kept;
  private @Nullable BlobId uncertain; // what a commit of unknown outcome was to make visible

  /** Takes over a pin on {@code uid}. */
  RocksBlobWriter(RocksBlobStore store, long uid, Set<DigestAlgorithm> digests, Tail tail) {
    this.store = store;
    this.uid = uid;
    this.tail = tail;
    var hashed = EnumSet.of(DigestAlgorithm.SHA512);
    hashed.addAll(digests);
    this.hash = new ContentHash(hashed);
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public CompletionStage<Void> write(ByteBuf chunk) {
    return store
        .onWriteThread(() -> append(chunk))
        .handle(
            (length, failure) -> {
              chunk.release();
              return settled(failure);
            });
  }

  @Override
  public CompletionStage<ByteBuf> read(long offset, int maxBytes) {
    return store.pinned(uid, closed, () -> readWritten(offset, maxBytes));
  }

  @Override
  public CompletionStage<BlobId> commit(ExpectedContent expected) {
    return store.onWriteThread(() -> end(expected));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      store.disposeLater(this);
    }
  }

  /** Frees the memory; for when no work is in hand or will come. Idempotent. */
  void free() {
    tail.free();
  }

  /** Ends the writing for good, on a write thread: chunks that nobody can see are deleted. */
  void dispose() {
    work.lock();
    try {
      ended = true;
      tail.free();
      var chunks = uncertain == null ? stored : stored + 1;
      if (!kept && chunks > 0 && !isVisible()) {
        store.doom(uid, chunks);
      }
    } finally {
      work.unlock();
      store.release(uid);
    }
  }

  private long append(ByteBuf chunk) {
    work.lock();
    try {
      checkNotEnded();
      checkNotBroken();
      store.room().check();
      hash.update(chunk);
      while (chunk.isReadable()) {
        tail.fill(chunk);
        if (tail.isFull()) {
          storeTail();
        }
      }
      written = hash.length();
      return written;
    } finally {
      work.unlock();
    }
  }

  /** A write that failed has lost bytes, so the blob can't be finished. */
  private @Nullable Void settled(@Nullable Throwable failure) {
    if (failure != null) {
      broken = true;
      throw failure instanceof RuntimeException known
          ? known
          : new StorageException("the write failed", failure);
    }
    return null;
  }

  private void storeTail() {
    var chunk = stored++;
    store
        .door()
        .write(
            engine -> {
              storeTail(engine, chunk);
              return chunk;
            });
    tail.advance();
  }

  private void storeTail(RocksEngine engine, int chunk) throws RocksDBException {
    var sealed = tail.sealed(uid, chunk);
    if (chunk > 0) {
      store.chunks().put(engine, uid, chunk, sealed);
      return;
    }
    try (var batch = new WriteBatch()) {
      store.index().note(engine, batch, uid);
      store.chunks().put(engine, batch, uid, chunk, sealed);
      engine.writePlain(batch);
    }
  }

  private BlobId end(ExpectedContent expected) {
    work.lock();
    try {
      checkNotEnded();
      ended = true;
      checkNotBroken();
      var digests = digests(expected);
      ContentHash.check(expected, written, digests);
      var id = new BlobId(Objects.requireNonNull(digests.get(DigestAlgorithm.SHA512)));
      uncertain = id;
      kept = store.door().write(engine -> commit(engine, id));
      uncertain = null;
      if (kept) {
        tail.advance();
      }
      return id;
    } finally {
      work.unlock();
    }
  }

  private boolean commit(RocksEngine engine, BlobId id) throws RocksDBException {
    try (var batch = new WriteBatch()) {
      if (tail.length() > 0) {
        store.chunks().put(engine, batch, uid, stored, tail.sealed(uid, stored));
      }
      return store.index().commit(engine, id, store.row(uid, written), batch);
    }
  }

  /** What was hashed on the way, and what is expected beyond that, which costs a second reading. */
  private Map<DigestAlgorithm, Digest> digests(ExpectedContent expected) {
    var digests = new EnumMap<DigestAlgorithm, Digest>(hash.finish());
    var missing = EnumSet.noneOf(DigestAlgorithm.class);
    expected.digests().forEach(digest -> missing.add(digest.algorithm()));
    missing.removeAll(digests.keySet());
    if (!missing.isEmpty()) {
      digests.putAll(readAgain(missing).finish());
    }
    return digests;
  }

  private ContentHash readAgain(Set<DigestAlgorithm> algorithms) {
    var again = new ContentHash(algorithms);
    while (again.length() < written) {
      var part = readWritten(again.length(), BlobLayout.CHUNK_BYTES);
      try {
        again.update(part);
      } finally {
        part.release();
      }
    }
    return again;
  }

  private ByteBuf readWritten(long offset, int maxBytes) {
    var length = written;
    RocksBlobStore.checkRange(offset, maxBytes, length);
    var size = (int) Math.min(maxBytes, length - offset);
    // From the tail first: what it no longer has is stored by then.
    return tail.copy(offset, size)
        .orElseGet(() -> store.read(BlobLayout.of(uid, tail.start()), offset, size));
  }

  private boolean isVisible() {
    var id = uncertain;
    return id != null && store.shows(id, uid);
  }

  private void checkNotBroken() {
    if (broken) {
      throw new StorageException("the blob can't be finished: an earlier write failed");
    }
  }

  private void checkNotEnded() {
    if (ended || closed.get()) {
      throw new IllegalStateException("the writer has been committed or closed");
    }
  }
}
