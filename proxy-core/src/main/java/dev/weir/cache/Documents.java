package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.config.PackumentSettings;
import dev.weir.config.UpstreamSettings;
import dev.weir.io.ByteSource;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentLimits;
import dev.weir.storage.CorruptBlobException;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.Store;
import dev.weir.storage.Versioned;
import dev.weir.upstream.UpstreamBodyException;
import dev.weir.upstream.UpstreamClient;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import dev.weir.upstream.Validators;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Origins' packuments: fetched once for any number of askers, stored, revalidated, remembered as
 * absent.
 *
 * <p>The blob of a replaced document is left to the {@link Sweeper}: another record may name it,
 * and somebody may be about to open it.
 *
 * <p>A purge ends a package's era ({@link Eras}). What was asked before it is answered to those who
 * wait for it, but kept nowhere; what is asked after it neither joins such a flight nor sees what
 * it brought, and asks the origin unconditionally. Records of a package are written by turns, so
 * that no late flight brings back what a purge took away.
 *
 * <p>{@link FreshnessPolicy} decides, this acts. Stages complete on any thread but never do their
 * work on an event loop.
 */
public final class Documents {
  private static final Logger LOG = LoggerFactory.getLogger(Documents.class);

  private static final String ACCEPT = "application/json";
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final Store store;
  private final UpstreamClient upstream;
  private final Reachability reachability;
  private final PackumentSettings settings;
  private final UpstreamSettings upstreamSettings;
  private final FreshnessPolicy policy;
  private final DocumentIngest ingest;
  private final NegativeCache<DocumentKey> negatives;
  private final CpuPool cpu;
  private final Deadlines deadlines;
  private final InstantSource clock;
  private final CacheListener listener;
  private final Cache<DocumentKey, LoadedDocument> loaded;
  private final Coalescer<Era, Optional<LoadedDocument>> loads;
  private final Coalescer<Era, Refreshed> refreshes;
  private final Eras eras;
  private final KeyedTurns<PackageName> writes = new KeyedTurns<>();

  /** What all documents share; see the settings records for the bounds. */
  public record Parts(
      Store store,
      UpstreamClient upstream,
      Reachability reachability,
      PackumentSettings settings,
      UpstreamSettings upstreamSettings,
      CpuPool cpu,
      Deadlines deadlines,
      CacheListener listener,
      Eras eras,
      InstantSource clock) {}

  /** A document in one era of its package; see {@link Eras}. */
  private record Era(DocumentKey key, long number) {}

  public Documents(Parts parts) {
    this.store = parts.store();
    this.upstream = parts.upstream();
    this.reachability = parts.reachability();
    this.settings = parts.settings();
    this.upstreamSettings = parts.upstreamSettings();
    this.policy = new FreshnessPolicy(settings);
    this.cpu = parts.cpu();
    this.deadlines = parts.deadlines();
    this.clock = parts.clock();
    this.listener = parts.listener();
    this.eras = parts.eras();
    this.negatives = new NegativeCache<>(settings, clock);
    this.ingest =
        new DocumentIngest(
            store, cpu, new PackumentLimits(settings.maxVersions()), parts.listener(), clock);
    this.loaded =
        Caffeine.newBuilder()
            .maximumWeight(settings.indexMemory().bytes())
            .weigher((DocumentKey key, LoadedDocument document) -> document.weight())
            .executor(Runnable::run)
            .build();
    this.loads = new Coalescer<>(() -> {});
    this.refreshes = new Coalescer<>(() -> parts.listener().joined(CacheKind.PACKUMENT));
  }

  /** The document, as current as {@code demand} asks. */
  public CompletionStage<DocumentAnswer> get(DocumentKey key, Demand demand) {
    if (knownAbsent(key, demand)) {
      return CompletableFuture.completedFuture(new DocumentAnswer.Absent(CacheStatus.NEGATIVE));
    }
    var era = era(key);
    return load(era).thenCompose(known -> answer(era, known, demand));
  }

  /** The eras of packages, which whoever keeps something made of documents must look at. */
  public Eras eras() {
    return eras;
  }

  /** The document if it is stored, without asking anybody. */
  public CompletionStage<Optional<LoadedDocument>> stored(DocumentKey key) {
    return load(era(key));
  }

  /** Whether a document is stored, without reading it and without asking anybody. */
  public CompletionStage<Boolean> known(DocumentKey key) {
    return loaded.getIfPresent(key) != null
        ? CompletableFuture.completedFuture(true)
        : store.records().get(CacheTables.DOCUMENTS, key.record()).thenApply(Optional::isPresent);
  }

  /** Records of a connection's documents, whose keys end in the packages' names. */
  public CompletionStage<RecordPage> names(
      ConnectionName connection, Optional<Key> from, int limit) {
    return store.records().scan(CacheTables.DOCUMENTS, Key.of(connection.value()), from, limit);
  }

  /** Opens the document's bytes, for the CPU pool. Fails with {@link DocumentGoneException}. */
  public CompletionStage<DocumentFrames> open(LoadedDocument document) {
    return source(document)
        .thenApply(
            source ->
                new DocumentFrames(source, document.record().frames(), document.record().length()));
  }

  private CompletionStage<DocumentAnswer> answer(
      Era era, Optional<LoadedDocument> known, Demand demand) {
    var key = era.key();
    var decision =
        policy.decide(
            known.map(LoadedDocument::freshUntil),
            clock.instant(),
            bounded(demand, known),
            reachability.askable(key.connection()));
    return switch (decision) {
      case HIT -> present(known, CacheStatus.HIT);
      case SERVE_STALE -> present(known, CacheStatus.STALE);
      case SERVE_AND_REVALIDATE -> {
        refresh(era, known, demand);
        yield present(known, CacheStatus.UPDATING);
      }
      case REVALIDATE ->
          deadlines.within(
              refresh(era, known, demand)
                  .thenApply(result -> result.afterExpiry(known))
                  .exceptionally(failure -> staleAfter(failure, key, known)),
              settings.revalidateDeadline(),
              () -> new DocumentAnswer.Present(known.orElseThrow(), CacheStatus.STALE));
      case FETCH -> refresh(era, known, demand).thenApply(Refreshed::afterMiss);
      case UNAVAILABLE ->
          CompletableFuture.completedFuture(
              new DocumentAnswer.Unavailable(reachability.unasked(key.connection())));
    };
  }

  /** A fault of our own is no more the user's than one of the origin. */
  private static DocumentAnswer staleAfter(
      Throwable failure, DocumentKey key, Optional<LoadedDocument> known) {
    LOG.warn("not revalidated: {} {}", key, Failures.unwrap(failure).toString());
    return new DocumentAnswer.Present(known.orElseThrow(), CacheStatus.STALE);
  }

  private static CompletionStage<DocumentAnswer> present(
      Optional<LoadedDocument> known, CacheStatus status) {
    return CompletableFuture.completedFuture(
        new DocumentAnswer.Present(known.orElseThrow(), status));
  }

  private boolean knownAbsent(DocumentKey key, Demand demand) {
    return demand == Demand.REVALIDATED
        ? negatives.holds(key, settings.forceInterval())
        : negatives.holds(key);
  }

  /** A revalidation that was asked for and has only just been done is not done again. */
  private Demand bounded(Demand demand, Optional<LoadedDocument> known) {
    boolean justDone =
        known
            .map(document -> document.record().checkedAt() + settings.forceInterval().toMillis())
            .filter(until -> until > clock.millis())
            .isPresent();
    return demand == Demand.REVALIDATED && justDone ? Demand.CURRENT : demand;
  }

  // Loading what is stored.

  private Era era(DocumentKey key) {
    return new Era(key, eras.of(key.name()));
  }

  private boolean over(Era era) {
    return eras.of(era.key().name()) != era.number();
  }

  private CompletionStage<Optional<LoadedDocument>> load(Era era) {
    var here = loaded.getIfPresent(era.key());
    if (here != null) {
      return CompletableFuture.completedFuture(Optional.of(here));
    }
    return loads.join(era, () -> readRecord(era));
  }

  private CompletionStage<Optional<LoadedDocument>> readRecord(Era era) {
    return store
        .records()
        .get(CacheTables.DOCUMENTS, era.key().record())
        .thenCompose(
            found ->
                found
                    .flatMap(DocumentRecord.FORMAT::decode)
                    .map(record -> readIndex(era, record))
                    .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
  }

  /** A record whose blob is gone, or no longer right, counts as none. */
  private CompletionStage<Optional<LoadedDocument>> readIndex(Era era, DocumentRecord record) {
    return store
        .blobs()
        .open(record.blobId())
        .thenCompose(
            blob ->
                blob.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.<LoadedDocument>empty())
                    : decodeIndex(era, record, blob.get()));
  }

  private CompletionStage<Optional<LoadedDocument>> decodeIndex(
      Era era, DocumentRecord record, ByteSource blob) {
    try {
      return CompletableFuture.supplyAsync(() -> decodeNow(era, record, blob), cpu.small())
          .thenCompose(
              document -> document.isPresent() ? found(document) : drop(era.key(), record.blob()))
          .whenComplete((document, failure) -> blob.close());
    } catch (OverloadedException refused) {
      blob.close();
      throw refused;
    }
  }

  /** Empty if what is stored cannot be used any more; any other failure is passing. */
  private Optional<LoadedDocument> decodeNow(Era era, DocumentRecord record, ByteSource blob) {
    var key = era.key();
    try {
      var frame = SourceBytes.read(blob, record.indexOffset(), record.indexLength());
      var index = PackageIndex.decode(DocumentFrames.decompress(frame));
      return Optional.of(inMemory(era, new LoadedDocument(key, record, index, Optional.empty())));
    } catch (IllegalArgumentException notOurs) {
      LOG.warn("stored packument unreadable, to be fetched again: {}", key, notOurs);
      return Optional.empty();
    } catch (RuntimeException e) {
      if (Failures.unwrap(e) instanceof CorruptBlobException corrupt) {
        LOG.warn("corrupt packument, to be fetched again: {} {}", key, corrupt.getMessage());
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A refresh may have put a newer one there meanwhile, and a purge may have come. */
  private LoadedDocument inMemory(Era era, LoadedDocument document) {
    if (over(era)) {
      return document;
    }
    var kept = loaded.asMap().merge(era.key(), document, Documents::newer);
    if (!over(era)) {
      return kept;
    }
    loaded.asMap().remove(era.key(), document);
    return document;
  }

  private static LoadedDocument newer(LoadedDocument one, LoadedDocument other) {
    return one.record().checkedAt() > other.record().checkedAt() ? one : other;
  }

  private static CompletionStage<Optional<LoadedDocument>> found(
      Optional<LoadedDocument> document) {
    return CompletableFuture.completedFuture(document);
  }

  /** Forgets a document whose bytes cannot be read, so that the next request fetches it again. */
  void drop(LoadedDocument document) {
    loaded.asMap().remove(document.key(), document);
    drop(document.key(), document.record().blob());
  }

  private CompletionStage<Optional<LoadedDocument>> drop(DocumentKey key, String blob) {
    return store
        .records()
        .get(CacheTables.DOCUMENTS, key.record())
        .thenCompose(found -> dropIfNamed(key, blob, found))
        .thenApply(done -> Optional.empty());
  }

  /** The blob goes too: content that is committed anew would otherwise find the corrupt one. */
  private CompletionStage<Boolean> dropIfNamed(
      DocumentKey key, String blob, Optional<Versioned> found) {
    var record =
        found.flatMap(DocumentRecord.FORMAT::decode).filter(now -> now.blob().equals(blob));
    if (record.isEmpty()) {
      return CompletableFuture.completedFuture(false);
    }
    listener.integrityFailed(CacheKind.PACKUMENT);
    return store
        .records()
        .delete(CacheTables.DOCUMENTS, key.record(), Expected.same(found.orElseThrow().version()))
        .thenCompose(deleted -> store.blobs().delete(record.get().blobId()));
  }

  private CompletionStage<? extends ByteSource> source(LoadedDocument document) {
    if (document.unstored().isPresent()) {
      return CompletableFuture.completedFuture(document.unstored().get());
    }
    return store
        .blobs()
        .open(document.record().blobId())
        .thenApply(
            blob ->
                blob.orElseThrow(
                    () -> {
                      loaded.invalidate(document.key());
                      return new DocumentGoneException(document.key().name());
                    }));
  }

  // Asking the origin.

  /** What was known in an era that is over is not what the origin is asked about. */
  private CompletionStage<Refreshed> refresh(
      Era asked, Optional<LoadedDocument> known, Demand demand) {
    var era = era(asked.key());
    var still = era.equals(asked) ? known : Optional.<LoadedDocument>empty();
    return refreshes.join(
        era, () -> justNow(era.key(), still, demand).orElseGet(() -> ask(era, still)));
  }

  /**
   * What another flight found out after this caller had looked: two that follow each other closely
   * cost one request as well.
   */
  private Optional<CompletionStage<Refreshed>> justNow(
      DocumentKey key, Optional<LoadedDocument> known, Demand demand) {
    var here = Optional.ofNullable(loaded.getIfPresent(key));
    long seen = known.map(document -> document.record().checkedAt()).orElse(Long.MIN_VALUE);
    var newer = here.filter(document -> document.record().checkedAt() > seen);
    if (newer.isPresent()) {
      boolean same =
          known.filter(k -> k.contentHash().equals(newer.get().contentHash())).isPresent();
      return Optional.of(
          CompletableFuture.completedFuture(new Refreshed.Current(newer.get(), same)));
    }
    return knownAbsent(key, demand)
        ? Optional.of(CompletableFuture.completedFuture(new Refreshed.Gone()))
        : Optional.empty();
  }

  private CompletionStage<Refreshed> ask(Era era, Optional<LoadedDocument> known) {
    var key = era.key();
    var request =
        new UpstreamRequest(
            key.connection(),
            new UpstreamRequest.Target.Path(key.name().escaped()),
            ACCEPT,
            known.map(document -> document.record().validators()).orElse(Validators.NONE),
            settings.maxSize().bytes(),
            upstreamSettings.headDeadline());
    listener.flights(CacheKind.PACKUMENT, 1);
    long startedAt = System.nanoTime();
    return upstream
        .fetch(request)
        .thenCompose(response -> accept(era, known, impatient(response, startedAt)))
        .exceptionally(failure -> fault(key, Failures.unwrap(failure)))
        .whenComplete((result, failure) -> listener.flights(CacheKind.PACKUMENT, -1));
  }

  /** Nobody is sent a byte of a document before all of it is here. */
  private UpstreamResponse impatient(UpstreamResponse response, long startedAt) {
    return response instanceof UpstreamResponse.Found found
        ? new UpstreamResponse.Found(
            found.validators(),
            found.maxAge(),
            new AwaitedBody(
                found.body(), deadlines, startedAt, upstreamSettings.headDeadline(), () -> true))
        : response;
  }

  private CompletionStage<Refreshed> accept(
      Era era, Optional<LoadedDocument> known, UpstreamResponse response) {
    var key = era.key();
    return response.match(
        found ->
            ingest
                .take(key, found, known, policy.freshFor(found.maxAge()))
                .thenCompose(document -> save(era, document, known)),
        notModified ->
            known.isPresent()
                ? touch(era, known.get(), notModified)
                : refreshed(unexpected304(key)),
        notFound -> forget(era, known),
        this::refreshed,
        this::refreshed);
  }

  private CompletionStage<Refreshed> refreshed(UpstreamResponse fault) {
    return CompletableFuture.completedFuture(new Refreshed.Fault(fault));
  }

  private CompletionStage<Refreshed> touch(
      Era era, LoadedDocument known, UpstreamResponse.NotModified answer) {
    var record =
        known
            .record()
            .checked(answer.validators(), clock.instant(), policy.freshFor(answer.maxAge()));
    return save(era, known.with(record), Optional.of(known));
  }

  private CompletionStage<Refreshed> save(
      Era era, LoadedDocument document, Optional<LoadedDocument> known) {
    boolean same = known.filter(k -> k.contentHash().equals(document.contentHash())).isPresent();
    return writes
        .take(era.key().name(), () -> over(era) ? NOTHING : keep(document))
        .handle(
            (done, failure) -> {
              if (failure != null) {
                LOG.warn("packument not recorded: {}", document.key(), failure);
              }
              return new Refreshed.Current(document, same);
            });
  }

  private CompletionStage<Void> keep(LoadedDocument document) {
    negatives.forget(document.key());
    loaded.put(document.key(), document);
    if (document.unstored().isPresent()) {
      return NOTHING;
    }
    // Any earlier record will do to be replaced: all came from the origin, and this one is newest.
    return store
        .records()
        .put(
            CacheTables.DOCUMENTS,
            document.key().record(),
            DocumentRecord.FORMAT.encode(document.record()),
            Expected.ANYTHING)
        .thenApply(version -> null);
  }

  private CompletionStage<Refreshed> forget(Era era, Optional<LoadedDocument> known) {
    return writes
        .take(era.key().name(), () -> over(era) ? NOTHING : rememberAbsent(era.key(), known))
        .handle((done, failure) -> new Refreshed.Gone());
  }

  private CompletionStage<Void> rememberAbsent(DocumentKey key, Optional<LoadedDocument> known) {
    negatives.remember(key);
    loaded.invalidate(key);
    if (known.isEmpty()) {
      return NOTHING;
    }
    // What was rendered of it, under whichever base URL, must not come back between two 404s.
    eras.end(key.name());
    return store
        .records()
        .delete(CacheTables.DOCUMENTS, key.record(), Expected.ANYTHING)
        .thenApply(deleted -> null);
  }

  // Purging.

  /**
   * Has {@code change} alter the records of a package while nobody else does, then ends the
   * package's era and forgets what memory holds of its documents.
   *
   * @param absences whether it is forgotten as well that an origin does not have the package
   */
  <T> CompletionStage<T> purge(
      PackageName name,
      Collection<ConnectionName> connections,
      boolean absences,
      Supplier<CompletionStage<T>> change) {
    return writes.take(
        name,
        () -> change.get().whenComplete((done, failure) -> beginEra(name, connections, absences)));
  }

  private void beginEra(
      PackageName name, Collection<ConnectionName> connections, boolean absences) {
    eras.end(name);
    for (var connection : connections) {
      var key = new DocumentKey(connection, name);
      loaded.invalidate(key);
      if (absences) {
        negatives.forget(key);
      }
    }
  }

  private Refreshed fault(DocumentKey key, Throwable failure) {
    if (failure instanceof UpstreamBodyException body) {
      return new Refreshed.Fault(
          new UpstreamResponse.Failed(
              body.kind(),
              "connection %s broke off: %s%s"
                  .formatted(
                      key.connection(),
                      body.getMessage(),
                      body.kind() == UpstreamResponse.Kind.TOO_LARGE
                          ? " (packument.max-size)"
                          : "")));
    }
    if (failure instanceof MalformedPackumentException malformed) {
      LOG.warn("malformed packument: connection={} {}", key, malformed.getMessage());
      return new Refreshed.Fault(
          new UpstreamResponse.Failed(
              UpstreamResponse.Kind.MALFORMED,
              "connection %s sent no packument of %s: %s"
                  .formatted(key.connection(), key.name(), malformed.getMessage())));
    }
    throw new CompletionException(failure);
  }

  private static UpstreamResponse unexpected304(DocumentKey key) {
    return new UpstreamResponse.Failed(
        UpstreamResponse.Kind.MALFORMED,
        "connection %s answered 304 to an unconditional request".formatted(key.connection()));
  }
}
