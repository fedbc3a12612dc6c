package dev.weir.cache;

import dev.weir.io.ByteStream;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentLimits;
import dev.weir.storage.BlobId;
import dev.weir.storage.StorageFullException;
import dev.weir.storage.Store;
import dev.weir.upstream.UpstreamResponse;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Takes an origin's document in: spools it into a blob, indexes it, and makes the blob visible.
 *
 * <p>A document that says the same bytes as the known one changes nothing. How many bodies come in
 * at a time is bounded, since each has up to a frame on the heap.
 */
final class DocumentIngest {
  private static final int AT_A_TIME = 64;

  private final Store store;
  private final CpuPool cpu;
  private final PackumentLimits limits;
  private final CacheListener listener;
  private final InstantSource clock;
  private final Permits permits = new Permits(AT_A_TIME);

  DocumentIngest(
      Store store,
      CpuPool cpu,
      PackumentLimits limits,
      CacheListener listener,
      InstantSource clock) {
    this.store = store;
    this.cpu = cpu;
    this.limits = limits;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Stores {@code found}, whose body it closes; the record of it is the caller's to put. Fails with
   * {@code UpstreamBodyException} if the body breaks off and with {@link
   * MalformedPackumentException} if it is no packument.
   */
  CompletionStage<LoadedDocument> take(
      DocumentKey key,
      UpstreamResponse.Found found,
      Optional<LoadedDocument> known,
      Duration fresh) {
    return permits
        .acquire()
        .thenCompose(nothing -> spool(found.body()))
        .thenCompose(spool -> settle(new Arrival(key, found, known, fresh, spool)))
        .whenComplete((document, failure) -> permits.release());
  }

  /** What came, what it is to be compared with, and where it lies. */
  private record Arrival(
      DocumentKey key,
      UpstreamResponse.Found found,
      Optional<LoadedDocument> known,
      Duration fresh,
      Spooled spooled) {}

  private record Spooled(DocumentSpool spool, Optional<BlobTarget> blob, HeapTarget heap) {}

  private CompletionStage<Spooled> spool(ByteStream body) {
    return target()
        .whenComplete(
            (target, failure) -> {
              if (failure != null) {
                body.close();
              }
            })
        .thenCompose(
            spooled ->
                Pump.all(body, chunk -> append(spooled.spool(), chunk))
                    .thenApply(nothing -> spooled)
                    .whenComplete((done, failure) -> closeOn(failure, spooled.spool())));
  }

  private CompletionStage<Spooled> target() {
    if (store.trouble().isPresent()) {
      return CompletableFuture.completedFuture(onTheHeap());
    }
    return store
        .blobs()
        .create(Set.of())
        .thenApply(
            writer -> {
              var blob = new BlobTarget(writer);
              return new Spooled(new DocumentSpool(blob), Optional.of(blob), new HeapTarget());
            })
        .exceptionally(
            failure -> {
              if (Failures.unwrap(failure) instanceof StorageFullException) {
                return onTheHeap();
              }
              throw new CompletionException(Failures.unwrap(failure));
            });
  }

  private static Spooled onTheHeap() {
    var heap = new HeapTarget();
    return new Spooled(new DocumentSpool(heap), Optional.empty(), heap);
  }

  private CompletionStage<Void> append(DocumentSpool spool, ByteBuf chunk) {
    Executor lane = cpu.laneFor(spool.length());
    try {
      return CompletableFuture.supplyAsync(() -> spool.append(chunk), lane)
          .thenCompose(written -> written);
    } catch (RuntimeException refused) {
      chunk.release();
      throw refused;
    }
  }

  private CompletionStage<LoadedDocument> settle(Arrival arrival) {
    var spool = arrival.spooled().spool();
    Executor lane = cpu.laneFor(spool.length());
    try {
      return CompletableFuture.supplyAsync(() -> compare(arrival, lane), lane)
          .thenCompose(settled -> settled)
          .whenComplete((document, failure) -> spool.close());
    } catch (OverloadedException refused) {
      spool.close();
      throw refused;
    }
  }

  private CompletionStage<LoadedDocument> compare(Arrival arrival, Executor lane) {
    var hash = arrival.spooled().spool().hash();
    var same = arrival.known().filter(known -> known.contentHash().equals(hash));
    if (same.isPresent()) {
      var current =
          same.get()
              .record()
              .checked(arrival.found().validators(), clock.instant(), arrival.fresh());
      return CompletableFuture.completedFuture(same.get().with(current));
    }
    return arrival
        .spooled()
        .spool()
        .finish()
        .thenApplyAsync(nothing -> index(arrival), lane)
        .thenCompose(index -> commit(arrival, hash, index));
  }

  private PackageIndex index(Arrival arrival) {
    var spool = arrival.spooled().spool();
    var started = clock.instant();
    try {
      var index = spool.index(arrival.key().name(), limits);
      listener.ingested(Duration.between(started, clock.instant()), spool.length());
      return index;
    } catch (IOException | MalformedPackumentException e) {
      throw new CompletionException(e);
    }
  }

  private CompletionStage<LoadedDocument> commit(Arrival arrival, String hash, PackageIndex index) {
    var spool = arrival.spooled().spool();
    // The list of frames is taken before the index becomes one more.
    var frames = spool.frames();
    return spool
        .append(index)
        .thenCompose(
            indexLength ->
                address(arrival.spooled())
                    .thenApply(blob -> loaded(arrival, hash, frames, indexLength, blob, index)));
  }

  /** The blob's name, or empty for a document that stays on the heap. */
  private static CompletionStage<Optional<BlobId>> address(Spooled spooled) {
    return spooled.blob().isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : spooled.blob().get().commit().thenApply(Optional::of);
  }

  private LoadedDocument loaded(
      Arrival arrival,
      String hash,
      List<Integer> frames,
      int indexLength,
      Optional<BlobId> blob,
      PackageIndex index) {
    Instant now = clock.instant();
    var validators = arrival.found().validators();
    var record =
        new DocumentRecord(
            DocumentRecord.VERSION,
            blob.map(BlobId::hex).orElse(""),
            arrival.spooled().spool().length(),
            hash,
            frames,
            indexLength,
            validators.etag(),
            validators.lastModified(),
            now.toEpochMilli(),
            arrival.fresh().toMillis());
    Optional<HeapSource> unstored =
        blob.isPresent() ? Optional.empty() : Optional.of(arrival.spooled().heap().heapSource());
    return new LoadedDocument(arrival.key(), record, index, unstored);
  }

  private static void closeOn(Throwable failure, DocumentSpool spool) {
    if (failure != null) {
      spool.close();
    }
  }
}
