package dev.weir.storage.rocksdb;

import dev.weir.storage.BlobId;
import dev.weir.storage.BlobPage;
import dev.weir.storage.BlobReader;
import dev.weir.storage.BlobStore;
import dev.weir.storage.BlobUsage;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.StorageException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Blobs in RocksDB: takes the calls, and offers readers and writers what they share. */
final class RocksBlobStore implements BlobStore {
  private static final Logger log = LoggerFactory.getLogger(RocksBlobStore.class);

  private final StoreCalls calls;
  private final RocksDoor door;
  private final DiskRoom room;
  private final DiskUse diskUse;
  private final Sequence sequence;
  private final BlobIndex index;
  private final ChunkTable chunks;
  private final Reclaimer reclaimer;
  private final ByteBufAllocator allocator;
  private final InstantSource clock;
  private final Set<RocksBlobWriter> writers = ConcurrentHashMap.newKeySet();

  RocksBlobStore(StoreParts parts, BlobIndex index, ChunkTable chunks, Reclaimer reclaimer) {
    this.calls = parts.calls();
    this.door = parts.door();
    this.diskUse = parts.diskUse();
    this.sequence = parts.sequence();
    this.room = parts.shared().room();
    this.allocator = parts.shared().allocator();
    this.clock = parts.shared().clock();
    this.index = index;
    this.chunks = chunks;
    this.reclaimer = reclaimer;
  }

  @Override
  public CompletionStage<Optional<BlobReader>> open(BlobId id) {
    return calls.read(
        () -> door.read(engine -> index.hold(engine, id)).map(row -> reader(id, row)));
  }

  @Override
  public CompletionStage<BlobWriter> create(Set<DigestAlgorithm> digests) {
    return calls.write(() -> writer(digests));
  }

  @Override
  public CompletionStage<Boolean> delete(BlobId id) {
    return calls.write(() -> door.write(engine -> index.delete(engine, id)));
  }

  @Override
  public CompletionStage<BlobPage> list(Optional<BlobId> after, int limit) {
    return calls.read(() -> page(after, limit));
  }

  @Override
  public BlobUsage usage() {
    var count = index.count();
    return new BlobUsage(count.blobs(), count.bytes(), diskUse.bytes());
  }

  @Override
  public CompletionStage<Void> reclaim() {
    return reclaimer.run(door);
  }

  /** Gives back the memory of writers still open; for after the last call. */
  void freeWriters() {
    writers.forEach(RocksBlobWriter::free);
  }

  // What readers and writers share.

  RocksDoor door() {
    return door;
  }

  DiskRoom room() {
    return room;
  }

  ChunkTable chunks() {
    return chunks;
  }

  BlobIndex index() {
    return index;
  }

  BlobRow row(long uid, long length) {
    return new BlobRow(uid, length, clock.millis(), BlobLayout.CHUNK_BYTES);
  }

  <T> CompletionStage<T> onWriteThread(Callable<T> call) {
    return calls.write(call);
  }

  /**
   * Runs {@code read} on a read thread for someone who holds {@code uid} until {@code closed} is
   * set. The pin comes before the look: so a read begun before the closing keeps its chunks.
   */
  CompletionStage<ByteBuf> pinned(long uid, AtomicBoolean closed, Callable<ByteBuf> read) {
    index.pins().hold(uid);
    if (closed.get()) {
      release(uid);
      return CompletableFuture.failedStage(new IllegalStateException("reading after closing"));
    }
    return calls.read(read).whenComplete((bytes, failure) -> release(uid));
  }

  /** Reads what is stored of a held blob. Blocks; empty at the end. */
  ByteBuf read(BlobLayout blob, long offset, int maxBytes) {
    checkRange(offset, maxBytes, blob.length());
    return offset == blob.length()
        ? allocator.directBuffer(0)
        : door.read(engine -> chunks.read(engine, blob, offset, maxBytes));
  }

  /** Lets go of a blob; if it is doomed and this was the last one, its chunks are deleted. */
  void release(long uid) {
    var doomed = index.pins().release(uid);
    if (doomed.isPresent()) {
      calls.cleanUp(() -> deleteChunks(uid, doomed.getAsInt()));
    }
  }

  void doom(long uid, int number) {
    index.pins().doom(uid, number);
  }

  boolean shows(BlobId id, long uid) {
    try {
      return door.read(engine -> index.shows(engine, id, uid));
    } catch (StorageException e) {
      // Not known, so nothing is deleted: what is noted will be swept at the next opening.
      log.warn("whether blob {} is visible can't be found out: {}", uid, e.getMessage());
      return true;
    }
  }

  /** If the store is closing, it frees all writers itself and the next opening sweeps. */
  void disposeLater(RocksBlobWriter writer) {
    calls.cleanUp(
        () -> {
          writers.remove(writer);
          writer.dispose();
        });
  }

  static void checkRange(long offset, int maxBytes, long length) {
    if (offset < 0 || offset > length || maxBytes < 1) {
      throw new IllegalArgumentException(
          "offset, maxBytes: %d, %d (expected: 0 to %d, >= 1)".formatted(offset, maxBytes, length));
    }
  }

  private BlobReader reader(BlobId id, BlobRow row) {
    return new RocksBlobReader(this, id, row.layout());
  }

  private BlobWriter writer(Set<DigestAlgorithm> digests) {
    room.check();
    long uid = door.write(sequence::next);
    index.pins().hold(uid);
    var writer = new RocksBlobWriter(this, uid, digests, new Tail(allocator));
    writers.add(writer);
    return writer;
  }

  private BlobPage page(Optional<BlobId> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit: %d (expected: >= 1)".formatted(limit));
    }
    return door.read(engine -> index.list(engine, after, limit));
  }

  private void deleteChunks(long uid, int number) {
    try {
      door.<Boolean>write(
          engine -> {
            index.deleteChunks(engine, uid, number);
            return true;
          });
    } catch (StorageException e) {
      log.warn("the chunks of blob {} stay until the next opening: {}", uid, e.getMessage());
    }
  }
}
