package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.Documents;
import dev.weir.cache.HashedContent;
import dev.weir.cache.OverloadedException;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.config.PublishSettings;
import dev.weir.io.ByteStream;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.MalformedPublishException;
import dev.weir.npm.PublishDocument;
import dev.weir.npm.PublishLimits;
import dev.weir.npm.PublishRefusedException;
import dev.weir.npm.TarballLimits;
import dev.weir.policy.PrivateScopes;
import dev.weir.storage.BlobWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Publishes versions to repositories: what is answered as done is on disk, whole, and seen by
 * whoever asks from then on; what is refused has left nothing. Stages complete on any thread.
 */
public final class Publisher {
  private final Catalog catalog;
  private final PackageTurns turns;
  private final PackageEdits edits;
  private final PublishedBlobs blobs;
  private final PublishJudge judge;
  private final CpuPool cpu;
  private final PublishLimits limits;
  private final PublishSettings settings;
  private final int maxReadme;
  private final InstantSource clock;
  private final PublishQueue queue;

  /** What this uses. */
  public record Parts(
      Catalog catalog,
      PackageTurns turns,
      PackageEdits edits,
      PublishedBlobs blobs,
      Documents documents,
      PrivateScopes privateScopes,
      CpuPool cpu,
      Deadlines deadlines,
      PublishSettings settings,
      int maxReadme,
      InstantSource clock) {}

  public Publisher(Parts parts) {
    this.settings = parts.settings();
    this.maxReadme = parts.maxReadme();
    this.catalog = parts.catalog();
    this.turns = parts.turns();
    this.edits = parts.edits();
    this.blobs = parts.blobs();
    this.judge = new PublishJudge(parts.turns().local(), parts.documents(), parts.privateScopes());
    this.cpu = parts.cpu();
    this.limits =
        new PublishLimits(
            (int) Math.min(settings.maxDocument().bytes(), Integer.MAX_VALUE),
            settings.maxTarball().bytes(),
            settings.maxVersions());
    this.clock = parts.clock();
    this.queue = new PublishQueue(settings, parts.deadlines());
  }

  /**
   * Takes a publish document: one version with its tarball, or a change of what is said of versions
   * that are there.
   *
   * @param body the document, which is read to its end; stays the caller's
   * @return fails with {@link OverloadedException} if too many are being published, and as the body
   *     and the store do
   */
  public CompletionStage<PublishOutcome> publish(
      RepositoryId repository, PackageName name, ByteStream body) {
    var path = new PackagePath(repository, name);
    return received(body, (document, writer) -> take(path, document, writer));
  }

  /** Takes what is left of a package after versions were taken out of it. */
  public CompletionStage<PublishOutcome> unpublish(
      RepositoryId repository, PackageName name, String revision, ByteStream body) {
    var path = new PackagePath(repository, name);
    var seen = catalog.snapshot();
    return received(
        body,
        (received, writer) -> {
          var document = PublishDocument.parse(received.rest(), name, limits);
          return document.published().isPresent()
              ? done(PublishOutcome.invalid("_attachments: a tarball (expected: none here)"))
              : edits.unpublish(seen, path, revision, document);
        });
  }

  /** What is done with a document that came whole, on the CPU pool. */
  private interface Taking {
    CompletionStage<PublishOutcome> of(Received.Document document, BlobWriter writer)
        throws MalformedPublishException, PublishRefusedException;
  }

  private CompletionStage<PublishOutcome> received(ByteStream body, Taking taking) {
    return admitted(writer -> received(body, writer, taking));
  }

  /**
   * Runs a publish in its turn, with a writer for its tarball, which is closed at its end.
   *
   * @return fails with {@link OverloadedException} if it had to wait too long
   * @throws OverloadedException if too many wait
   */
  <T> CompletionStage<T> admitted(Function<BlobWriter, CompletionStage<T>> publish) {
    return queue
        .enter()
        .thenCompose(
            entered ->
                started(() -> written(publish)).whenComplete((outcome, failure) -> queue.leave()));
  }

  private <T> CompletionStage<T> written(Function<BlobWriter, CompletionStage<T>> publish) {
    return blobs
        .create()
        .thenCompose(
            writer ->
                started(() -> publish.apply(writer))
                    .whenComplete((outcome, failure) -> writer.close()));
  }

  /** What is thrown at once, such as that the executor is full, ends it as well. */
  private static <T> CompletionStage<T> started(Supplier<CompletionStage<T>> step) {
    try {
      return step.get();
    } catch (RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  PublishJudge judge() {
    return judge;
  }

  PublishLimits limits() {
    return limits;
  }

  TarballLimits limits(HashedContent tarball) {
    return new TarballLimits(
        settings.maxUnpacked(tarball.length()), settings.maxEntries(), maxReadme);
  }

  private CompletionStage<PublishOutcome> received(
      ByteStream body, BlobWriter writer, Taking taking) {
    // However short it is: what it unpacks to may be long.
    return Reception.of(body, writer, limits, cpu.laneFor(cpu.largeFrom()))
        .thenComposeAsync(received -> judged(received, writer, taking), cpu.lengthy());
  }

  private static CompletionStage<PublishOutcome> judged(
      Received received, BlobWriter writer, Taking taking) {
    if (received instanceof Received.Refused refused) {
      return done(refused.why());
    }
    try {
      return taking.of((Received.Document) received, writer);
    } catch (MalformedPublishException | PublishRefusedException wrong) {
      return done(PublishOutcome.invalid(String.valueOf(wrong.getMessage())));
    }
  }

  private CompletionStage<PublishOutcome> take(
      PackagePath path, Received.Document received, BlobWriter writer)
      throws MalformedPublishException, PublishRefusedException {
    var seen = catalog.snapshot();
    var document = PublishDocument.parse(received.rest(), path.name(), limits);
    if (document.published().isEmpty()) {
      return edits.update(seen, path, document);
    }
    var candidate =
        Candidate.of(
            document,
            received.content(),
            new WrittenTarball(writer, cpu.lengthyPermits()),
            limits(received.content()),
            clock.instant());
    return turns.run(seen, path, List.of(), all -> publish(seen, all, candidate, writer));
  }

  private CompletionStage<PublishOutcome> publish(
      CatalogSnapshot seen, LocalPackage all, Candidate candidate, BlobWriter writer) {
    return judge
        .judge(seen, all, candidate, Set.of())
        .thenCompose(
            ended ->
                ended.isEmpty()
                    ? commit(all, candidate, writer)
                    : ended.get().kind() == PublishOutcome.Kind.UNCHANGED
                        ? unchanged(candidate, writer)
                        : done(ended.get()));
  }

  /** The same bytes again: done if they mend what the disk has spoiled of them. */
  CompletionStage<PublishOutcome> unchanged(Candidate candidate, BlobWriter writer) {
    return blobs
        .mend(writer, candidate.content(), cpu.laneFor(cpu.largeFrom()))
        .thenApply(mended -> mended ? PublishOutcome.DONE : PublishOutcome.UNCHANGED);
  }

  private CompletionStage<PublishOutcome> commit(
      LocalPackage all, Candidate candidate, BlobWriter writer) {
    return turns
        .local()
        .manifests()
        .put(all.path(), candidate.manifest())
        .thenCompose(
            apart ->
                blobs.commit(
                    writer,
                    candidate.content(),
                    cpu.laneFor(cpu.largeFrom()),
                    () -> turns.intents().apply(candidate.writes(all, apart))))
        .thenApply(done -> PublishOutcome.DONE);
  }

  private static CompletionStage<PublishOutcome> done(PublishOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
