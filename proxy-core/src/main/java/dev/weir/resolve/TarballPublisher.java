package dev.weir.resolve;

import dev.weir.cache.HashedContent;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.io.ByteStream;
import dev.weir.model.RepositoryId;
import dev.weir.npm.MalformedPublishException;
import dev.weir.npm.PackedDocument;
import dev.weir.npm.PublishDocument;
import dev.weir.npm.PublishRefusedException;
import dev.weir.resolve.PublishOutcome.Kind;
import dev.weir.storage.BlobWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Publishes a tarball to several repositories at once: to all of them or to none, whenever the
 * power goes. The checks are those of a publish by npm. Stages complete on any thread.
 */
public final class TarballPublisher {
  /** The gravest last; other refusals do not come of a judgement. */
  private static final List<Kind> GRAVITY = List.of(Kind.INVALID, Kind.CONFLICT, Kind.DENIED);

  private final Publisher publisher;
  private final Publisher.Parts parts;

  /**
   * @param publisher made of the same parts, whose limits are kept
   */
  public TarballPublisher(Publisher publisher, Publisher.Parts parts) {
    this.publisher = publisher;
    this.parts = parts;
  }

  /** A repository and what was decided for it; nothing if the version is to be published there. */
  private record Judged(LocalPackage all, Optional<PublishOutcome> outcome) {
    boolean isRefused() {
      return outcome.filter(o -> o.kind() != Kind.UNCHANGED).isPresent();
    }
  }

  /**
   * Publishes.
   *
   * @param repositories one at least, of one domain
   * @param tag the dist-tag that shall point at the version
   * @param body the tarball, which is read to its end; stays the caller's
   * @return fails with {@link dev.weir.cache.OverloadedException} if too many are being published,
   *     with {@link RepositoryGoneException}, and as the body and the store do
   */
  public CompletionStage<ManyOutcome> publish(
      SortedSet<RepositoryId> repositories, String tag, ByteStream body) {
    var cpu = parts.cpu();
    // However short it is: what it unpacks to may be long.
    return publisher.admitted(
        writer ->
            TarballReception.of(body, writer, cpu.laneFor(cpu.largeFrom()))
                .thenComposeAsync(
                    content -> take(repositories, tag, content, writer), cpu.lengthy()));
  }

  private CompletionStage<ManyOutcome> take(
      SortedSet<RepositoryId> repositories, String tag, HashedContent content, BlobWriter writer) {
    var seen = parts.catalog().snapshot();
    try {
      var tarball = new WrittenTarball(writer, parts.cpu().lengthyPermits());
      var document = document(tag, content, tarball);
      var candidate =
          Candidate.of(
              document, content, tarball, publisher.limits(content), parts.clock().instant());
      return parts
          .turns()
          .runAll(
              seen,
              document.name(),
              candidate.version(),
              repositories,
              all -> decide(seen, all, candidate, repositories, writer));
    } catch (MalformedPublishException | PublishRefusedException wrong) {
      return done(ManyOutcome.refused(PublishOutcome.invalid(String.valueOf(wrong.getMessage()))));
    }
  }

  private PublishDocument document(String tag, HashedContent content, WrittenTarball tarball)
      throws MalformedPublishException, PublishRefusedException {
    try (var tgz = tarball.open()) {
      var packed = PackedDocument.of(tgz, content.length(), tag, publisher.limits(content));
      return PublishDocument.parse(packed.rest(), packed.name(), publisher.limits());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a source's failures are no such", impossible);
    }
  }

  private CompletionStage<ManyOutcome> decide(
      CatalogSnapshot seen,
      List<LocalPackage> all,
      Candidate candidate,
      SortedSet<RepositoryId> together,
      BlobWriter writer) {
    var judgements =
        all.stream()
            .map(
                one ->
                    publisher
                        .judge()
                        .judge(seen, one, candidate, together)
                        .thenApply(outcome -> new Judged(one, outcome))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(judgements.toArray(CompletableFuture[]::new))
        .thenCompose(
            nothing ->
                act(judgements.stream().map(CompletableFuture::join).toList(), candidate, writer));
  }

  private CompletionStage<ManyOutcome> act(
      List<Judged> judged, Candidate candidate, BlobWriter writer) {
    var refused = judged.stream().filter(Judged::isRefused).toList();
    if (!refused.isEmpty()) {
      return done(outcome(refusal(refused), judged, candidate, Optional.empty()));
    }
    var open = judged.stream().filter(one -> one.outcome().isEmpty()).map(Judged::all).toList();
    return open.isEmpty()
        ? publisher
            .unchanged(candidate, writer)
            .thenApply(whole -> outcome(whole, judged, candidate, Optional.empty()))
        : writes(open, candidate, new ArrayList<>())
            .thenCompose(
                writes ->
                    parts
                        .blobs()
                        .commit(
                            writer,
                            candidate.content(),
                            parts.cpu().laneFor(parts.cpu().largeFrom()),
                            () -> parts.turns().intents().apply(writes)))
            .thenApply(
                done ->
                    outcome(
                        PublishOutcome.DONE, judged, candidate, Optional.of(PublishOutcome.DONE)));
  }

  /** Once its manifest is in each of the repositories. */
  private CompletionStage<List<Write>> writes(
      List<LocalPackage> left, Candidate candidate, List<Write> writes) {
    if (left.isEmpty()) {
      return CompletableFuture.completedFuture(writes);
    }
    var all = left.get(0);
    return parts
        .turns()
        .local()
        .manifests()
        .put(all.path(), candidate.manifest())
        .thenCompose(
            apart -> {
              writes.addAll(candidate.writes(all, apart));
              return writes(left.subList(1, left.size()), candidate, writes);
            });
  }

  /** The gravest, in the words of all. */
  private static PublishOutcome refusal(List<Judged> refused) {
    var gravest =
        refused.stream()
            .flatMap(one -> one.outcome().stream())
            .map(PublishOutcome::kind)
            .max(Comparator.comparingInt(GRAVITY::indexOf))
            .orElseThrow();
    var words =
        refused.stream()
            .map(
                one ->
                    one.all().path().repository()
                        + ": "
                        + one.outcome().map(PublishOutcome::words).orElse(""))
            .collect(Collectors.joining("; "));
    return new PublishOutcome(gravest, "nothing was published: " + words);
  }

  /**
   * @param otherwise what became of it where nothing was against it
   */
  private static ManyOutcome outcome(
      PublishOutcome whole,
      List<Judged> judged,
      Candidate candidate,
      Optional<PublishOutcome> otherwise) {
    var each =
        judged.stream()
            .map(
                one ->
                    new ManyOutcome.To(
                        one.all().path().repository(), one.outcome().or(() -> otherwise)))
            .toList();
    var name = judged.get(0).all().path().name();
    return new ManyOutcome(whole, Optional.of(name), Optional.of(candidate.version()), each);
  }

  private static CompletionStage<ManyOutcome> done(ManyOutcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
