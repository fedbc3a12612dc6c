package dev.weir.cache;

import dev.weir.io.ByteSource;
import dev.weir.io.ByteStream;
import dev.weir.io.NoBytes;
import dev.weir.model.Integrity;
import dev.weir.npm.VersionFacts;
import dev.weir.storage.BlobId;
import dev.weir.storage.BlobWriter;
import dev.weir.storage.DigestAlgorithm;
import dev.weir.storage.ExpectedContent;
import dev.weir.storage.IntegrityException;
import dev.weir.storage.StorageFullException;
import dev.weir.upstream.UpstreamBodyException;
import dev.weir.upstream.UpstreamRequest;
import dev.weir.upstream.UpstreamResponse;
import dev.weir.upstream.Validators;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One download of one tarball, shared by everybody who wants it meanwhile.
 *
 * <p>The bytes may come before the facts (the version's integrity): they fill the store, and commit
 * waits. A fault before any byte was seen is tried once more, if that can be told within {@code
 * upstream.head-deadline}, as all faults are of which nobody has seen a byte.
 */
public final class TarballFlight {
  private static final int ATTEMPTS = 2;
  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

  private final AssetKey key;
  private final Optional<Integrity> wanted;
  private final CompletableFuture<Optional<VersionFacts>> facts = new CompletableFuture<>();
  private final Supplier<CompletionStage<Optional<VersionFacts>>> ask;
  private final TarballParts parts;
  private final GrowingBlob body;
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<TarballEnd> end = new CompletableFuture<>();
  private final long startedAt = System.nanoTime();
  private volatile ByteStream incoming = NoBytes.STREAM;
  private volatile boolean stored = true;
  private volatile boolean noRoom;
  private volatile boolean started;

  TarballFlight(
      AssetKey key,
      Optional<Integrity> wanted,
      Supplier<CompletionStage<Optional<VersionFacts>>> ask,
      TarballParts parts) {
    this.key = key;
    this.wanted = wanted;
    this.ask = ask;
    this.parts = parts;
    this.body =
        new GrowingBlob(
            parts.budget(), parts.settings().flightTail().bytes(), System::nanoTime, this::abandon);
  }

  /** A reader of the growing body, to be closed; empty once the flight has failed. */
  Optional<ByteSource> open() {
    return body.open();
  }

  /** Completes when there are bytes to read, or with the end. */
  public CompletionStage<Void> begun() {
    return begun.minimalCompletionStage();
  }

  /**
   * Whether one who wants this may have its bytes; completes when the flight knows what it is
   * checked against, or when it has ended without.
   */
  public CompletionStage<Boolean> suits(Optional<Integrity> theirs) {
    return theirs.isEmpty()
        ? CompletableFuture.completedFuture(true)
        : facts.handle((known, failure) -> failure != null || checks(known, theirs));
  }

  /** The same as far as it is known now. */
  boolean maySuit(Optional<Integrity> theirs) {
    return theirs.isEmpty()
        || theirs.equals(wanted)
        || !facts.isDone()
        || checks(knownFacts(), theirs);
  }

  private static boolean checks(Optional<VersionFacts> known, Optional<Integrity> theirs) {
    return known.flatMap(VersionFacts::integrity).equals(theirs);
  }

  /** Whether it passes through without being stored. */
  public boolean passing() {
    return !stored;
  }

  /** How it ended, if it has. */
  public Optional<TarballEnd> ended() {
    return Optional.ofNullable(end.getNow(null));
  }

  public CompletionStage<TarballEnd> end() {
    return end.minimalCompletionStage();
  }

  /** Looks once more whether the store has it: the flight before this one may just have ended. */
  void start() {
    started = true;
    parts.listener().flights(CacheKind.TARBALL, 1);
    parts
        .assets()
        .find(key, wanted)
        .whenComplete((found, failure) -> guarded(() -> takeOff(found, failure)));
  }

  private void takeOff(Optional<AssetRecord> found, @Nullable Throwable failure) {
    if (failure == null && found.isPresent()) {
      finish(new TarballEnd.Stored(found.get()));
    } else {
      askForFacts();
      attempt(1);
    }
  }

  /** A stage swallows what its callback throws, and nobody would hear of the end. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      finish(new TarballEnd.Fault(e));
    }
  }

  /** Both fetches start at once: bytes fill the store while the end waits for the facts. */
  private void askForFacts() {
    ask.get()
        .whenComplete(
            (known, failure) -> {
              if (failure == null) {
                facts.complete(known);
              } else {
                facts.completeExceptionally(failure);
              }
            });
  }

  /** Whether it never took off, since the store had the tarball all the time. */
  public boolean needless() {
    return body.written() == 0 && end.getNow(null) instanceof TarballEnd.Stored;
  }

  private void attempt(int number) {
    download().whenComplete((ended, failure) -> guarded(() -> landed(number, ended, failure)));
  }

  private void landed(int number, TarballEnd ended, @Nullable Throwable failure) {
    var result = failure == null ? ended : faultOf(Failures.unwrap(failure));
    count(result);
    if (number < ATTEMPTS && worthAnother(result)) {
      attempt(number + 1);
    } else {
      finish(result);
    }
  }

  /** A body that nobody has seen a byte of may be fetched once more. */
  private boolean worthAnother(TarballEnd result) {
    boolean again = brokenBody(result) && left().toMillis() > 0 || fullDisk(result);
    return again && body.unseen() && !end.isDone();
  }

  /** What is left of the time within which a client is to hear of a fault. */
  private Duration left() {
    return parts.upstreamSettings().headDeadline().minusNanos(System.nanoTime() - startedAt);
  }

  /** Wrong bytes, or not all of them: what the gate is there for. */
  private static boolean brokenBody(TarballEnd result) {
    return result instanceof TarballEnd.Corrupt || result instanceof TarballEnd.Broken;
  }

  /** The disk filled up under it: the next attempt passes through memory. */
  private boolean fullDisk(TarballEnd result) {
    noRoom |=
        result instanceof TarballEnd.Fault fault
            && Failures.unwrap(fault.cause()) instanceof StorageFullException;
    return noRoom;
  }

  /** A body that was given up because its clients left is nobody's fault. */
  private void count(TarballEnd result) {
    if (brokenBody(result) && !end.isDone()) {
      parts.listener().integrityFailed(CacheKind.TARBALL);
    }
  }

  private CompletionStage<TarballEnd> download() {
    return fetch(target()).thenCompose(this::accept);
  }

  /** By the document if it is known already, else where tarballs lie by convention. */
  private UpstreamRequest.Target target() {
    return knownFacts()
        .map(
            known ->
                (UpstreamRequest.Target) new UpstreamRequest.Target.Tarball(known.tarballUrl()))
        .orElseGet(() -> new UpstreamRequest.Target.Path(key.name() + "/-/" + key.file()));
  }

  private CompletionStage<UpstreamResponse> fetch(UpstreamRequest.Target target) {
    var request =
        new UpstreamRequest(
            key.connection(),
            target,
            "*/*",
            Validators.NONE,
            parts.settings().maxSize().bytes(),
            patience());
    return parts.upstream().fetch(request).thenCompose(response -> orByDocument(target, response));
  }

  /** A second try has what the first one left, but time enough for an origin that is well. */
  private Duration patience() {
    var left = left();
    return left.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : left;
  }

  /** A guessed path that leads nowhere is asked again where the document says, if that differs. */
  private CompletionStage<UpstreamResponse> orByDocument(
      UpstreamRequest.Target asked, UpstreamResponse response) {
    if (!(response instanceof UpstreamResponse.NotFound)
        || asked instanceof UpstreamRequest.Target.Tarball) {
      return CompletableFuture.completedFuture(response);
    }
    return facts.thenCompose(
        known ->
            known.isPresent() && !end.isDone()
                ? fetch(new UpstreamRequest.Target.Tarball(known.get().tarballUrl()))
                : CompletableFuture.completedFuture(response));
  }

  private CompletionStage<TarballEnd> accept(UpstreamResponse response) {
    return response.match(
        this::receive,
        notModified -> ended(new TarballEnd.Absent()),
        notFound -> ended(new TarballEnd.Absent()),
        refused -> ended(new TarballEnd.Unavailable(refused)),
        failed -> ended(new TarballEnd.Unavailable(failed)));
  }

  private CompletionStage<TarballEnd> receive(UpstreamResponse.Found found) {
    incoming = found.body();
    if (end.isDone()) {
      found.body().close();
      return ended(new TarballEnd.Abandoned());
    }
    return writer()
        .whenComplete((writer, failure) -> closeOn(failure, found.body()))
        .thenCompose(
            writer ->
                unkept(found.body()) ? giveUp(found.body(), writer) : pour(found.body(), writer));
  }

  /** Half of the budget at most for one: others pass as well. */
  private boolean unkept(ByteStream stream) {
    return !stored && stream.length().orElse(0) > parts.budget().limit() / 2;
  }

  private static CompletionStage<TarballEnd> giveUp(ByteStream stream, BlobWriter writer) {
    stream.close();
    writer.close();
    return ended(new TarballEnd.Unkept());
  }

  private CompletionStage<BlobWriter> writer() {
    stored = true;
    if (noRoom || parts.store().trouble().isPresent()) {
      return CompletableFuture.completedFuture(inMemory());
    }
    return parts
        .store()
        .blobs()
        .create(Set.of(expectedAlgorithm()))
        .handle(
            (writer, failure) -> {
              if (failure == null) {
                return writer;
              } else if (Failures.unwrap(failure) instanceof StorageFullException) {
                return inMemory();
              }
              throw new CompletionException(Failures.unwrap(failure));
            });
  }

  private BlobWriter inMemory() {
    stored = false;
    return new HeapBlobWriter(parts.budget(), parts.cpu().small());
  }

  /** What the commit will most likely be asked; SHA-1 is the one that old packages have. */
  private DigestAlgorithm expectedAlgorithm() {
    return knownFacts()
        .flatMap(VersionFacts::integrity)
        .map(Integrity::algorithm)
        .orElse(DigestAlgorithm.SHA1);
  }

  private Optional<VersionFacts> knownFacts() {
    return facts.isDone() && !facts.isCompletedExceptionally() ? facts.join() : Optional.empty();
  }

  private CompletionStage<TarballEnd> pour(ByteStream stream, BlobWriter writer) {
    OptionalLong length = stream.length();
    body.begin(writer, length);
    var patient =
        new AwaitedBody(
            stream,
            parts.deadlines(),
            startedAt,
            parts.upstreamSettings().headDeadline(),
            body::unseen);
    return Pump.all(patient, chunk -> body.append(chunk).thenRun(this::tellBegun))
        .thenCompose(nothing -> body.flush())
        .thenCompose(nothing -> facts)
        .thenCompose(
            known ->
                known.isPresent()
                    ? commit(known.get(), writer, length)
                    : ended(new TarballEnd.Absent()));
  }

  private CompletionStage<TarballEnd> commit(
      VersionFacts known, BlobWriter writer, OptionalLong length) {
    return commitAny(known.integrity(), writer, length)
        .thenCompose(blob -> record(blob, known, writer.written()));
  }

  /** SRI lets content match any one of several digests; there is hardly ever more than one. */
  private CompletionStage<BlobId> commitAny(
      Optional<Integrity> integrity, BlobWriter writer, OptionalLong length) {
    if (integrity.isEmpty()) {
      return writer.commit(new ExpectedContent(length, Set.of()));
    }
    return AnyOfDigest.choose(integrity.get(), writer, parts.cpu())
        .thenCompose(digest -> writer.commit(new ExpectedContent(length, Set.of(digest))));
  }

  private CompletionStage<TarballEnd> record(BlobId blob, VersionFacts known, long length) {
    if (!stored) {
      return ended(new TarballEnd.Passed(blob.hex(), length));
    }
    long now = parts.clock().millis();
    var record =
        new AssetRecord(
            AssetRecord.VERSION,
            blob.hex(),
            length,
            known.integrity().map(Integrity::sri),
            now,
            now,
            Optional.empty());
    // What cannot be recorded is whole and right all the same; the sweep takes it away later.
    return parts
        .assets()
        .put(key, record)
        .handle(
            (nothing, failure) ->
                failure == null
                    ? new TarballEnd.Stored(record)
                    : new TarballEnd.Passed(blob.hex(), length));
  }

  private void tellBegun() {
    if (!body.unseen()) {
      begun.complete(null);
    }
  }

  private void finish(TarballEnd result) {
    if (!end.complete(result)) {
      return;
    }
    if (started) {
      parts.listener().flights(CacheKind.TARBALL, -1);
    }
    if (result instanceof TarballEnd.Stored || result instanceof TarballEnd.Passed) {
      body.complete();
    } else {
      body.fail(new TarballUnfinishedException(key, result));
    }
    begun.complete(null);
    // Who waits to hear what it was checked against is told the end instead.
    facts.completeExceptionally(new TarballUnfinishedException(key, result));
  }

  private void abandon() {
    var end = new TarballEnd.Abandoned();
    if (body.failIfUnread(new TarballUnfinishedException(key, end))) {
      finish(end);
      incoming.close();
    }
  }

  private TarballEnd faultOf(Throwable failure) {
    if (failure instanceof IntegrityException) {
      return new TarballEnd.Corrupt(
          "tarball of connection %s is not what its packument says: %s"
              .formatted(key.connection(), failure.getMessage()));
    }
    if (failure instanceof UpstreamBodyException broken) {
      return new TarballEnd.Broken(
          new UpstreamResponse.Failed(
              broken.kind(),
              "connection %s broke off: %s".formatted(key.connection(), broken.getMessage())));
    }
    return new TarballEnd.Fault(failure);
  }

  private static void closeOn(Throwable failure, ByteStream stream) {
    if (failure != null) {
      stream.close();
    }
  }

  private static CompletionStage<TarballEnd> ended(TarballEnd end) {
    return CompletableFuture.completedFuture(end);
  }
}
