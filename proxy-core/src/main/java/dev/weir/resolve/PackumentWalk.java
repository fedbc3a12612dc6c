package dev.weir.resolve;

import dev.weir.cache.CacheStatus;
import dev.weir.cache.CpuPool;
import dev.weir.cache.Demand;
import dev.weir.cache.DocumentAnswer;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.Freshness;
import dev.weir.cache.LoadedDocument;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.config.PackumentSettings;
import dev.weir.model.PackageName;
import dev.weir.npm.OwnPart;
import dev.weir.npm.PackageIndex;
import dev.weir.npm.PackumentSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks all sources for a package at once and puts their answers together in search order. */
final class PackumentWalk {
  /** How soon a stale answer is looked at again. */
  private static final Duration RECHECK = Duration.ofSeconds(1);

  private final OpenOrders orders;
  private final Removals removals;
  private final LocalVersions local;
  private final Documents documents;
  private final PackumentSettings settings;
  private final boolean serveRemoved;
  private final CpuPool cpu;
  private final InstantSource clock;
  private final Plans plans = new Plans();

  PackumentWalk(
      OpenOrders orders,
      Removals removals,
      LocalVersions local,
      Documents documents,
      PackumentSettings settings,
      boolean serveRemoved,
      CpuPool cpu,
      InstantSource clock) {
    this.orders = orders;
    this.removals = removals;
    this.local = local;
    this.documents = documents;
    this.settings = settings;
    this.serveRemoved = serveRemoved;
    this.cpu = cpu;
    this.clock = clock;
  }

  CompletionStage<Resolution<PackumentView>> resolve(
      SearchOrder order, PackageName name, Demand demand, long stamp) {
    long era = documents.eras().of(name);
    return orders.of(order, name).thenCompose(open -> resolveOpen(open, name, demand, stamp, era));
  }

  /** Only what a repository itself has, published to it or to others. */
  CompletionStage<Resolution<PackumentView>> own(SearchOrder order, PackageName name, long stamp) {
    long era = documents.eras().of(name);
    var repository = order.repository();
    return local
        .find(repository, name)
        .thenApply(
            record ->
                new OpenOrders.Open(
                    order.onlyLocal(),
                    record.map(known -> Map.of(repository, known)).orElse(Map.of()),
                    any -> true,
                    Set.of()))
        .thenCompose(open -> resolveOpen(open, name, Demand.STORED, stamp, era));
  }

  private CompletionStage<Resolution<PackumentView>> resolveOpen(
      OpenOrders.Open open, PackageName name, Demand demand, long stamp, long era) {
    var asked = new ArrayList<CompletableFuture<Answer>>();
    for (var source : open.order().sources()) {
      asked.add(ask(open, source, name, demand).toCompletableFuture());
    }
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenApplyAsync(
            nothing -> asked.stream().map(CompletableFuture::join).toList(), cpu.small())
        .thenCompose(
            answers ->
                contributions(answers)
                    .thenApply(
                        contributions ->
                            combine(
                                open.order(),
                                new Shown(name, answers, contributions),
                                stamp,
                                era)));
  }

  /** What a packument is made of. */
  private record Shown(PackageName name, List<Answer> answers, List<Contribution> contributions) {}

  /** With the manifests that are needed of them. */
  private CompletionStage<List<Contribution>> contributions(List<Answer> answers) {
    var heads = answers.stream().map(Answer::contribution).toList();
    var reads =
        heads.stream()
            .map(
                each ->
                    manifests(
                            each,
                            OwnSources.needed(heads, each, version -> standing(answers, version)))
                        .toCompletableFuture())
            .toList();
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(nothing -> reads.stream().map(CompletableFuture::join).toList());
  }

  private CompletionStage<Contribution> manifests(
      Contribution contribution, List<VersionRecord> needed) {
    return needed.isEmpty()
        ? CompletableFuture.completedFuture(contribution)
        : ShownManifests.of(local, contribution.local().orElseThrow().path(), needed, cpu.small())
            .thenApply(contribution::with);
  }

  /** One source's answer: its own versions, or what the cache says of its connection. */
  private record Answer(
      Source source, Optional<LocalPackage> local, Optional<DocumentAnswer> document) {
    List<VersionRecord> versions() {
      return local.map(LocalPackage::versions).orElse(List.of());
    }

    Optional<LoadedDocument> present() {
      return document
          .filter(DocumentAnswer.Present.class::isInstance)
          .map(found -> ((DocumentAnswer.Present) found).document());
    }

    Contribution contribution() {
      return local.map(Contribution::of).orElseGet(() -> Contribution.of(present()));
    }
  }

  private CompletionStage<Answer> ask(
      OpenOrders.Open open, Source source, PackageName name, Demand demand) {
    if (source instanceof Source.External external) {
      return document(new DocumentKey(external.connection(), name), demand)
          .thenApply(answer -> new Answer(source, Optional.empty(), Optional.of(answer)));
    }
    var repository = ((Source.Local) source).repository();
    return local
        .all(new PackagePath(repository, name), open.record(repository))
        .thenApply(
            all -> new Answer(source, Optional.of(open.withoutStrangers(all)), Optional.empty()));
  }

  private CompletionStage<DocumentAnswer> document(DocumentKey key, Demand demand) {
    return demand == Demand.STORED
        ? documents
            .stored(key)
            .thenApply(
                stored ->
                    stored
                        .<DocumentAnswer>map(d -> new DocumentAnswer.Present(d, CacheStatus.HIT))
                        .orElseGet(() -> new DocumentAnswer.Absent(CacheStatus.NEGATIVE)))
        : documents.get(key, demand);
  }

  private Resolution<PackumentView> combine(SearchOrder order, Shown shown, long stamp, long era) {
    var answers = shown.answers();
    var unavailable = answers.stream().filter(a -> missing(a, answers)).findFirst();
    if (unavailable.isPresent()) {
      var cause = (DocumentAnswer.Unavailable) unavailable.get().document().orElseThrow();
      return new Resolution.Unavailable<>(unavailable.get().source(), cause.cause());
    }
    noteRemovals(answers, shown.name());
    var own = new OwnSources(shown.contributions(), version -> standing(answers, version));
    var sources = new ArrayList<PackumentSource>();
    var loaded = new ArrayList<Optional<LoadedDocument>>();
    for (var contribution : shown.contributions()) {
      for (var source : own.of(contribution)) {
        sources.add(source);
        loaded.add(contribution.document());
      }
    }
    if (sources.stream().allMatch(PackumentWalk::isEmpty)) {
      return new Resolution.Absent<>(order.sources(), absence(answers));
    }
    return new Resolution.Found<>(
        new PackumentView(
            shown.name(),
            sources,
            loaded,
            new OwnPart(own.hidden(), own.tops()),
            status(answers),
            freshness(answers),
            stamp,
            era,
            plans));
  }

  /** Of versions whose manifests could not be read. */
  private static boolean isEmpty(PackumentSource source) {
    return source instanceof PackumentSource.Versions versions && versions.versions().isEmpty();
  }

  /**
   * Whether a source is unreachable with nothing of it stored: never a silent partial merge, for
   * {@code latest} would move. Versions retained from it count as something stored.
   */
  private static boolean missing(Answer answer, List<Answer> answers) {
    if (answer.document().filter(DocumentAnswer.Unavailable.class::isInstance).isEmpty()) {
      return false;
    }
    var connection = ((Source.External) answer.source()).connection().value();
    return answers.stream()
        .flatMap(a -> a.versions().stream())
        .noneMatch(version -> version.connection().equals(connection));
  }

  private void noteRemovals(List<Answer> answers, PackageName name) {
    for (var answer : answers) {
      for (var version : answer.versions()) {
        var document = document(answers, version);
        if (!version.isOurs() && document.isPresent()) {
          var path = new PackagePath(((Source.Local) answer.source()).repository(), name);
          removals.note(path, version, Removals.isRemoved(version, document));
        }
      }
    }
  }

  private Standing standing(List<Answer> answers, VersionRecord version) {
    if (!Removals.isRemoved(version, document(answers, version))) {
      return Standing.OFFERED;
    }
    return serveRemoved ? Standing.LOCKFILES_ONLY : Standing.REFUSED;
  }

  /** What the connection has that a version came through. */
  private static Optional<PackageIndex> document(List<Answer> answers, VersionRecord version) {
    return answers.stream()
        .flatMap(answer -> answer.present().stream())
        .filter(document -> document.key().connection().value().equals(version.connection()))
        .findFirst()
        .map(LoadedDocument::index);
  }

  /** The most telling: what took longest, or what is least right, of all that were asked. */
  private static CacheStatus status(List<Answer> answers) {
    return answers.stream()
        .flatMap(answer -> answer.document().stream())
        .map(PackumentWalk::status)
        .reduce(CacheStatus.HIT, PackumentWalk::moreTelling);
  }

  /** Negative if no origin had to be asked to know it. */
  private static CacheStatus absence(List<Answer> answers) {
    return status(answers) == CacheStatus.HIT ? CacheStatus.NEGATIVE : CacheStatus.MISS;
  }

  private static CacheStatus status(DocumentAnswer answer) {
    return answer.match(
        DocumentAnswer.Present::status,
        absent -> absent.status() == CacheStatus.NEGATIVE ? CacheStatus.HIT : absent.status(),
        unavailable -> CacheStatus.STALE);
  }

  private static CacheStatus moreTelling(CacheStatus one, CacheStatus other) {
    var order =
        List.of(
            CacheStatus.HIT,
            CacheStatus.NEGATIVE,
            CacheStatus.UPDATING,
            CacheStatus.REVALIDATED,
            CacheStatus.EXPIRED,
            CacheStatus.MISS,
            CacheStatus.BYPASS,
            CacheStatus.STALE);
    return order.indexOf(one) >= order.indexOf(other) ? one : other;
  }

  private Freshness freshness(List<Answer> answers) {
    var now = clock.instant();
    return answers.stream()
        .flatMap(answer -> answer.document().stream())
        .map(answer -> freshness(answer, now))
        .reduce(Freshness::and)
        .orElse(Freshness.strict(now.plus(RECHECK)));
  }

  private Freshness freshness(DocumentAnswer answer, Instant now) {
    var recheck = now.plus(RECHECK);
    return answer.match(
        present -> freshness(present.document().freshUntil(), recheck),
        absent -> Freshness.strict(later(now.plus(settings.negativeFresh()), recheck)),
        unavailable -> Freshness.strict(recheck));
  }

  private Freshness freshness(Instant until, Instant recheck) {
    var staleUntil = until.plus(settings.staleWhileRevalidate());
    return new Freshness(later(until, recheck), later(staleUntil, recheck));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
