package dev.weir.registry;

import dev.weir.cache.Assets;
import dev.weir.cache.CacheKind;
import dev.weir.cache.CacheListener;
import dev.weir.cache.Coding;
import dev.weir.cache.Entity;
import dev.weir.cache.Failures;
import dev.weir.cache.Freshness;
import dev.weir.cache.HotBody;
import dev.weir.cache.HotCache;
import dev.weir.cache.HotEntry;
import dev.weir.cache.HotKey;
import dev.weir.cache.StoredTarball;
import dev.weir.io.ByteSource;
import dev.weir.resolve.MendingReader;
import dev.weir.resolve.Resolution;
import dev.weir.resolve.TarballFound;
import dev.weir.storage.CorruptBlobException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings stored tarballs into the hot cache, once the repository has retained the version: a hot
 * hit must not skip that.
 */
final class HotTarballs {
  private static final Logger LOG = LoggerFactory.getLogger(HotTarballs.class);

  /** How often a hot tarball's record is looked at, which writes down that it is in use. */
  private static final Duration LOOKED_AT = Duration.ofMinutes(5);

  private final HotCache hot;
  private final Assets assets;
  private final CacheListener listener;
  private final InstantSource clock;

  /** Whether a long one is being read: each may be an eighth of all memory for bodies. */
  private final AtomicBoolean reading = new AtomicBoolean();

  HotTarballs(RegistryParts parts) {
    this.hot = parts.hot();
    this.assets = parts.assets();
    this.listener = parts.listener();
    this.clock = parts.clock();
  }

  /**
   * Whether to read it before it is sent. A longer one is sent from the store, a chunk at a time,
   * since the first client waits for it.
   */
  boolean wants(TarballFound.Stored stored) {
    long length = stored.tarball().record().length();
    return length > 0 && length <= TarballReplies.AT_ONCE && hot.admits(length);
  }

  /** Whether it is worth a second read of the store, beside the one that is sent. */
  boolean wantsBeside(TarballFound.Stored stored) {
    long length = stored.tarball().record().length();
    return length > TarballReplies.AT_ONCE && hot.admits(length) && !reading.get();
  }

  /** Reads the tarball that {@code found} brings, one at a time, unless another is being read. */
  void takeBeside(HotKey key, Supplier<CompletionStage<Resolution<TarballFound>>> found) {
    if (reading.compareAndSet(false, true)) {
      CompletableFuture.completedFuture(found)
          .thenCompose(Supplier::get)
          .thenCompose(resolution -> takeBeside(key, resolution))
          .whenComplete((done, failure) -> reading.set(false));
    }
  }

  private CompletionStage<Void> takeBeside(HotKey key, Resolution<TarballFound> resolution) {
    if (!(resolution instanceof Resolution.Found<TarballFound> found)) {
      return CompletableFuture.completedFuture(null);
    }
    if (found.value() instanceof TarballFound.Stored stored
        && hot.admits(stored.tarball().record().length())) {
      return take(key, stored).thenAccept(entry -> entry.body().release());
    }
    TarballReplies.close(found.value());
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Reads the whole tarball, closing its reader. The receiver holds the body's reference. Fails
   * with {@link CorruptBlobException} after dropping what is corrupt.
   */
  CompletionStage<HotEntry> take(HotKey key, TarballFound.Stored stored) {
    return WholeBody.read(stored.tarball().reader(), hot)
        .thenApply(body -> entry(stored, body))
        .whenComplete((entry, failure) -> stored.tarball().reader().close())
        .thenApply(entry -> keepOnceRetained(key, stored, entry))
        .exceptionallyCompose(failure -> afterDrop(key, stored, failure));
  }

  /** The same failure, once what is corrupt has been dropped. */
  private CompletionStage<HotEntry> afterDrop(
      HotKey key, TarballFound.Stored stored, Throwable failure) {
    return dropIfCorrupt(key, stored, failure)
        .handle((dropped, ignored) -> null)
        .thenCompose(dropped -> CompletableFuture.failedFuture(Failures.unwrap(failure)));
  }

  /**
   * The same, with a reader that drops the tarball if its bytes turn out corrupt, and goes on in
   * what {@code again} answers then.
   */
  TarballFound.Stored guarded(
      HotKey key,
      TarballFound.Stored stored,
      Supplier<CompletionStage<Optional<ByteSource>>> again) {
    var reader =
        new MendingReader(
            stored.tarball().reader(),
            corrupt ->
                dropIfCorrupt(key, stored, corrupt)
                    .handle((dropped, failure) -> failure == null)
                    .thenCompose(dropped -> again.get()));
    return new TarballFound.Stored(
        stored.key(),
        stored.facts(),
        new StoredTarball(stored.tarball().record(), reader),
        stored.stamp(),
        stored.era(),
        stored.retained());
  }

  private HotEntry entry(TarballFound.Stored stored, HotBody body) {
    var entity =
        new Entity(
            TarballReplies.CONTENT_TYPE,
            Coding.IDENTITY,
            TarballReplies.etag(stored),
            Optional.empty(),
            body.length());
    return new HotEntry(
        entity,
        body,
        stored.stamp(),
        stored.era(),
        Freshness.strict(clock.instant().plus(LOOKED_AT)));
  }

  /** Kept only if the body is still held when the retention is done. */
  private HotEntry keepOnceRetained(HotKey key, TarballFound.Stored stored, HotEntry entry) {
    entry.body().retain();
    stored
        .retained()
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                hot.put(key, entry);
              }
              entry.body().release();
            });
    return entry;
  }

  private CompletionStage<Void> dropIfCorrupt(
      HotKey key, TarballFound.Stored stored, Throwable failure) {
    if (!(Failures.unwrap(failure) instanceof CorruptBlobException corrupt)) {
      return CompletableFuture.completedFuture(null);
    }
    LOG.warn(
        "corrupt tarball dropped, to be fetched again: package={} file={} blob={} {}",
        key.name(),
        key.item(),
        stored.tarball().record().blob(),
        corrupt.getMessage());
    listener.integrityFailed(CacheKind.TARBALL);
    return stored
        .key()
        .map(asset -> assets.drop(asset, stored.tarball().record()))
        .orElseGet(() -> CompletableFuture.completedFuture(null));
  }
}
