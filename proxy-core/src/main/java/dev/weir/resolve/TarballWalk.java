package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import dev.weir.cache.CacheStatus;
import dev.weir.cache.Demand;
import dev.weir.cache.DocumentAnswer;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.Passage;
import dev.weir.cache.StoredTarball;
import dev.weir.cache.TarballEnd;
import dev.weir.cache.Tarballs;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.RepositoryView;
import dev.weir.catalog.SearchOrder;
import dev.weir.catalog.Source;
import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.VersionFacts;
import dev.weir.upstream.UpstreamResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks sources one after another for a tarball; the first that has it answers. */
final class TarballWalk {
  private final OpenOrders orders;
  private final LocalVersions local;
  private final PublishedBlobs published;
  private final boolean serveRemoved;
  private final Documents documents;
  private final Tarballs tarballs;
  private final Retention retention;
  private final Rechecks rechecks;

  TarballWalk(
      OpenOrders orders,
      LocalVersions local,
      PublishedBlobs published,
      Documents documents,
      Tarballs tarballs,
      Retention retention,
      Rechecks rechecks,
      boolean serveRemoved) {
    this.orders = orders;
    this.local = local;
    this.published = published;
    this.serveRemoved = serveRemoved;
    this.documents = documents;
    this.tarballs = tarballs;
    this.retention = retention;
    this.rechecks = rechecks;
  }

  /**
   * What a client asked for.
   *
   * @param seen the catalog that everything is looked up in
   * @param bytes false if it wants to know about it only
   * @param era of the package when it asked
   * @param closed connections that are not asked for it
   * @param asked the connections of the search order, as far as that is open
   * @param repositories those of the search order
   * @param strangers repositories in which what came from outside does not count
   */
  record Wanted(
      CatalogSnapshot seen,
      RepositoryId repository,
      PackageName name,
      String file,
      boolean bytes,
      long era,
      Predicate<ConnectionName> closed,
      List<ConnectionName> asked,
      List<RepositoryId> repositories,
      Set<RepositoryId> strangers) {
    Wanted(
        CatalogSnapshot seen,
        RepositoryId repository,
        PackageName name,
        String file,
        boolean bytes,
        long era) {
      this(seen, repository, name, file, bytes, era, any -> false, List.of(), List.of(), Set.of());
    }

    /** The same, as far as its search order is open. */
    Wanted in(OpenOrders.Open open) {
      return new Wanted(
          seen,
          repository,
          name,
          file,
          bytes,
          era,
          open.closed(),
          open.order().connections(),
          open.order().repositories(),
          open.strangers());
    }

    /** Of the repository, or nothing's if it was deleted since the caller looked. */
    long stamp() {
      return seen.view(repository).map(RepositoryView::stamp).orElse(RepositoryView.NO_STAMP);
    }
  }

  CompletionStage<Resolution<TarballFound>> resolve(Wanted wanted, SearchOrder order) {
    return orders
        .of(order, wanted.name())
        .thenCompose(open -> from(wanted.in(open), sources(open), 0));
  }

  /** Without repositories that never had a version of it. */
  private static List<Source> sources(OpenOrders.Open open) {
    return open.order().sources().stream()
        .filter(
            source ->
                !(source instanceof Source.Local own) || open.record(own.repository()).isPresent())
        .toList();
  }

  private CompletionStage<Resolution<TarballFound>> from(
      Wanted wanted, List<Source> sources, int index) {
    if (index == sources.size()) {
      return CompletableFuture.completedFuture(new Resolution.Absent<>(sources, CacheStatus.MISS));
    }
    var source = sources.get(index);
    Supplier<CompletionStage<Resolution<TarballFound>>> next =
        () -> from(wanted, sources, index + 1);
    return source instanceof Source.External external
        ? external(wanted, external, next)
        : local(wanted, (Source.Local) source, next);
  }

  // A version that a repository has of its own.

  private CompletionStage<Resolution<TarballFound>> local(
      Wanted wanted,
      Source.Local source,
      Supplier<CompletionStage<Resolution<TarballFound>>> next) {
    return local
        .byFile(source.repository(), wanted.name(), wanted.file())
        .thenCompose(
            version -> version.isEmpty() ? next.get() : own(wanted, source, version.get(), next));
  }

  private CompletionStage<Resolution<TarballFound>> own(
      Wanted wanted,
      Source.Local source,
      VersionRecord version,
      Supplier<CompletionStage<Resolution<TarballFound>>> next) {
    if (!version.isOurs() && wanted.strangers().contains(source.repository())) {
      return next.get()
          .thenApply(
              elsewhere ->
                  foundOr(elsewhere, "origin controls", strangers(wanted, source, version)));
    } else if (!version.isServed()) {
      return gone(source);
    } else if (version.published().isPresent()) {
      return published(wanted, source, version, version.published().get());
    }
    if (version.isOurs()) {
      return retained(wanted, source, version);
    }
    boolean asked = wanted.asked().contains(version.connectionName());
    if (serveRemoved) {
      if (asked) {
        rechecks.look(wanted.name(), version, wanted.repositories());
      }
      return retained(wanted, source, version);
    }
    return rechecks
        .removed(wanted.name(), version, wanted.repositories(), asked)
        .thenCompose(
            removed ->
                removed
                    ? next.get()
                        .thenApply(
                            elsewhere ->
                                foundOr(
                                    elsewhere, "tarball.serve-removed", removed(wanted, version)))
                    : retained(wanted, source, version));
  }

  /** Another source may have a version that is as good as not there, and gives its own content. */
  private static Resolution<TarballFound> foundOr(
      Resolution<TarballFound> elsewhere, String rule, String reason) {
    return elsewhere instanceof Resolution.Found<TarballFound>
        ? elsewhere
        : new Resolution.Denied<>(rule, reason);
  }

  private static String removed(Wanted wanted, VersionRecord version) {
    return "%s@%s was removed by its origin".formatted(wanted.name(), version.version());
  }

  private static String strangers(Wanted wanted, Source.Local source, VersionRecord version) {
    return ("%s@%s in %s came from outside through %s, and the name is ours by now (delete the"
            + " version from there, or set upstream to ALLOW there with"
            + " put-package-origin-configuration)")
        .formatted(wanted.name(), version.version(), source.repository(), version.connectionName());
  }

  private CompletionStage<Resolution<TarballFound>> retained(
      Wanted wanted, Source.Local source, VersionRecord version) {
    return facts(wanted, source, version)
        .thenCompose(
            facts ->
                facts.isEmpty() ? gone(source) : retained(wanted, source, version, facts.get()));
  }

  private CompletionStage<Resolution<TarballFound>> retained(
      Wanted wanted, Source.Local source, VersionRecord version, VersionFacts facts) {
    var key = new AssetKey(version.connectionName(), wanted.name(), wanted.file());
    var find = new Find(wanted, source, key, facts, () -> copy(wanted, source, version));
    return find(find, () -> CompletableFuture.completedFuture(Optional.of(facts)));
  }

  /** Empty if its manifest cannot be read, or it was deleted meanwhile. */
  private CompletionStage<Optional<VersionFacts>> facts(
      Wanted wanted, Source.Local source, VersionRecord version) {
    return local
        .manifest(new PackagePath(source.repository(), wanted.name()), version)
        .thenApply(manifest -> manifest.map(read -> read.facts().withoutDependencies()));
  }

  private static CompletionStage<Resolution<TarballFound>> gone(Source.Local source) {
    return CompletableFuture.completedFuture(
        new Resolution.Absent<>(List.of(source), CacheStatus.MISS));
  }

  /** The ledger has its bytes. */
  private CompletionStage<Resolution<TarballFound>> published(
      Wanted wanted, Source.Local source, VersionRecord version, PublishedAsset asset) {
    return facts(wanted, source, version)
        .thenCompose(
            facts ->
                facts.isEmpty()
                    ? gone(source)
                    : published(wanted, source, version, asset, facts.get()));
  }

  private CompletionStage<Resolution<TarballFound>> published(
      Wanted wanted,
      Source.Local source,
      VersionRecord version,
      PublishedAsset asset,
      VersionFacts facts) {
    return published
        .open(new VersionPath(source.repository(), wanted.name(), version.version()), asset)
        .thenApply(
            tarball ->
                new Resolution.Found<>(
                    new TarballFound.Stored(
                        Optional.empty(),
                        facts,
                        tarball,
                        wanted.stamp(),
                        wanted.era(),
                        wanted.bytes()
                            ? copy(wanted, source, version)
                            : CompletableFuture.failedFuture(notRetained()))));
  }

  private static IllegalStateException notRetained() {
    return new IllegalStateException("not to be retained");
  }

  private CompletionStage<Void> copy(Wanted wanted, Source.Local source, VersionRecord version) {
    return source.repository().equals(wanted.repository())
        ? CompletableFuture.completedFuture(null)
        : retention.copy(
            wanted.seen(),
            wanted.repository(),
            new PackagePath(source.repository(), wanted.name()),
            version);
  }

  // A version behind a connection.

  private CompletionStage<Resolution<TarballFound>> external(
      Wanted wanted,
      Source.External source,
      Supplier<CompletionStage<Resolution<TarballFound>>> next) {
    var key = new DocumentKey(source.connection(), wanted.name());
    return documents
        .stored(key)
        .thenCompose(
            stored ->
                stored.isPresent()
                    ? known(wanted, source, stored.get(), next)
                    : unknown(wanted, source, key, next));
  }

  private CompletionStage<Resolution<TarballFound>> known(
      Wanted wanted,
      Source.External source,
      LoadedDocument document,
      Supplier<CompletionStage<Resolution<TarballFound>>> next) {
    var facts = facts(document, wanted.file());
    if (facts.isPresent() && serveRemoved) {
      rechecks.look(document.key());
      return find(wanted, source, facts.get());
    } else if (facts.isPresent()) {
      return documents
          .get(document.key(), Demand.CURRENT)
          .thenCompose(answer -> afterRevalidation(wanted, source, answer, next));
    }
    // It may have been published since: ask before saying that it is not there.
    return documents
        .get(document.key(), Demand.REVALIDATED)
        .thenCompose(answer -> afterRevalidation(wanted, source, answer, next));
  }

  private CompletionStage<Resolution<TarballFound>> afterRevalidation(
      Wanted wanted,
      Source.External source,
      DocumentAnswer answer,
      Supplier<CompletionStage<Resolution<TarballFound>>> next) {
    return answer.match(
        present -> {
          var facts = facts(present.document(), wanted.file());
          if (facts.isPresent()) {
            return find(wanted, source, facts.get());
          }
          return present.status() == CacheStatus.STALE
              ? unavailable(source, unconfirmed(source))
              : next.get();
        },
        absent -> next.get(),
        unavailable -> unavailable(source, unavailable.cause()));
  }

  private CompletionStage<Resolution<TarballFound>> find(
      Wanted wanted, Source.External source, VersionFacts facts) {
    var key = new AssetKey(source.connection(), wanted.name(), wanted.file());
    var find = new Find(wanted, source, key, facts, () -> keep(wanted, source, facts.version()));
    return find(find, () -> CompletableFuture.completedFuture(Optional.of(facts)));
  }

  /** Nothing is stored: the document and the tarball are fetched at the same time. */
  private CompletionStage<Resolution<TarballFound>> unknown(
      Wanted wanted,
      Source.External source,
      DocumentKey key,
      Supplier<CompletionStage<Resolution<TarballFound>>> next) {
    var asking = documents.get(key, Demand.CURRENT).toCompletableFuture();
    if (!wanted.bytes() || asking.isDone()) {
      return asking.thenCompose(answer -> afterRevalidation(wanted, source, answer, next));
    }
    var asset = new AssetKey(source.connection(), wanted.name(), wanted.file());
    var boarding =
        tarballs.board(
            asset, Optional.empty(), () -> asking.thenApply(a -> facts(a, wanted.file())));
    return asking
        .thenCompose(
            answer ->
                facts(answer, wanted.file())
                    .map(facts -> aboard(wanted, source, asset, facts, boarding))
                    .orElseGet(
                        () -> {
                          boarding.reader().close();
                          return afterRevalidation(wanted, source, answer, next);
                        }))
        .whenComplete(
            (resolution, failure) -> {
              if (failure != null) {
                boarding.reader().close();
              }
            });
  }

  private CompletionStage<Resolution<TarballFound>> aboard(
      Wanted wanted,
      Source.External source,
      AssetKey asset,
      VersionFacts facts,
      Tarballs.Boarding boarding) {
    var find = new Find(wanted, source, asset, facts, () -> keep(wanted, source, facts.version()));
    return aboard(find, boarding);
  }

  private CompletionStage<Void> keep(Wanted wanted, Source.External source, String version) {
    var addressed = keepIn(wanted.repository(), wanted, source, version);
    return source.holder().equals(wanted.repository())
        ? addressed
        : addressed.thenCombine(
            keepIn(source.holder(), wanted, source, version), (one, other) -> null);
  }

  private CompletionStage<Void> keepIn(
      RepositoryId repository, Wanted wanted, Source.External source, String version) {
    return retention.keep(wanted.seen(), repository, source.connection(), wanted.name(), version);
  }

  // Its bytes.

  /**
   * A version that is known.
   *
   * @param retain to be run once its tarball is here
   */
  private record Find(
      Wanted wanted,
      Source source,
      AssetKey key,
      VersionFacts facts,
      Supplier<CompletionStage<Void>> retain) {}

  private CompletionStage<Resolution<TarballFound>> find(
      Find find, Supplier<CompletionStage<Optional<VersionFacts>>> facts) {
    return tarballs
        .stored(find.key(), find.facts().integrity())
        .thenCompose(
            stored -> {
              if (stored.isPresent()) {
                return CompletableFuture.completedFuture(stored(find, stored.get()));
              } else if (find.wanted().closed().test(find.key().connection())) {
                return CompletableFuture.completedFuture(
                    new Resolution.Absent<>(List.of(find.source()), CacheStatus.MISS));
              } else if (!find.wanted().bytes()) {
                return found(new TarballFound.Described(find.facts()));
              }
              return aboard(find, tarballs.board(find.key(), find.facts().integrity(), facts));
            });
  }

  /** Not waited for: the next fetch tries again what failed. */
  private static CompletionStage<Void> retain(Find find) {
    return find.retain().get();
  }

  private Resolution<TarballFound> stored(Find find, StoredTarball tarball) {
    CompletionStage<Void> retained =
        find.wanted().bytes() ? find.retain().get() : CompletableFuture.failedFuture(notRetained());
    return new Resolution.Found<>(
        new TarballFound.Stored(
            Optional.of(find.key()),
            find.facts(),
            tarball,
            find.wanted().stamp(),
            find.wanted().era(),
            retained));
  }

  private CompletionStage<Resolution<TarballFound>> aboard(Find find, Tarballs.Boarding boarding) {
    var flight = boarding.flight();
    flight
        .end()
        .thenAccept(
            end -> {
              if (end instanceof TarballEnd.Stored) {
                retain(find);
              }
            });
    return flight
        .begun()
        .thenCompose(nothing -> flight.suits(find.facts().integrity()))
        .thenCompose(suits -> suits ? begun(find, boarding) : elsewhere(find, boarding))
        .whenComplete(
            (resolution, failure) -> {
              if (failure != null) {
                boarding.reader().close();
              }
            });
  }

  /** The flight was for other content: another packument has another integrity for the file. */
  private CompletionStage<Resolution<TarballFound>> elsewhere(
      Find find, Tarballs.Boarding boarding) {
    boarding.reader().close();
    return find(find, () -> CompletableFuture.completedFuture(Optional.of(find.facts())));
  }

  private CompletionStage<Resolution<TarballFound>> begun(Find find, Tarballs.Boarding boarding) {
    var ended = boarding.flight().ended();
    if (ended.orElse(null) instanceof TarballEnd.Unkept) {
      boarding.reader().close();
      return tarballs.pass(find.key(), find.facts()).thenApply(passage -> passed(find, passage));
    }
    boolean again =
        boarding.flight().needless() || ended.orElse(null) instanceof TarballEnd.Abandoned;
    if (again) {
      return elsewhere(find, boarding);
    }
    return CompletableFuture.completedFuture(flown(find, boarding, ended));
  }

  private static Resolution<TarballFound> passed(Find find, Passage passage) {
    return passage instanceof Passage.Open open
        ? new Resolution.Found<>(
            new TarballFound.Flying(find.facts(), open.body(), false, CacheStatus.BYPASS))
        : fault(find, ((Passage.Ended) passage).end()).orElseThrow();
  }

  private static Resolution<TarballFound> flown(
      Find find, Tarballs.Boarding boarding, Optional<TarballEnd> ended) {
    var fault = ended.flatMap(end -> fault(find, end));
    if (fault.isPresent()) {
      boarding.reader().close();
      return fault.get();
    }
    return new Resolution.Found<>(
        new TarballFound.Flying(
            find.facts(),
            boarding.reader(),
            !boarding.first(),
            boarding.flight().passing() ? CacheStatus.BYPASS : CacheStatus.MISS));
  }

  private static Optional<Resolution<TarballFound>> fault(Find find, TarballEnd end) {
    if (end instanceof TarballEnd.Absent) {
      return Optional.of(new Resolution.Absent<>(List.of(find.source()), CacheStatus.MISS));
    } else if (end instanceof TarballEnd.Unavailable unavailable) {
      return Optional.of(new Resolution.Unavailable<>(find.source(), unavailable.cause()));
    } else if (end instanceof TarballEnd.Corrupt corrupt) {
      return Optional.of(new Resolution.Corrupt<>(find.source(), corrupt.detail()));
    } else if (end instanceof TarballEnd.Broken broken) {
      return Optional.of(new Resolution.Unavailable<>(find.source(), broken.cause()));
    } else if (end instanceof TarballEnd.Fault fault) {
      throw new CompletionException(fault.cause());
    }
    return Optional.empty();
  }

  private static Optional<VersionFacts> facts(DocumentAnswer answer, String file) {
    return answer instanceof DocumentAnswer.Present present
        ? facts(present.document(), file)
        : Optional.empty();
  }

  private static Optional<VersionFacts> facts(LoadedDocument document, String file) {
    int version = document.index().findFile(file);
    return version < 0 ? Optional.empty() : Optional.of(document.index().facts(version));
  }

  private static CompletionStage<Resolution<TarballFound>> found(TarballFound found) {
    return CompletableFuture.completedFuture(new Resolution.Found<>(found));
  }

  private static CompletionStage<Resolution<TarballFound>> unavailable(
      Source source, UpstreamResponse cause) {
    return CompletableFuture.completedFuture(new Resolution.Unavailable<>(source, cause));
  }

  private static UpstreamResponse unconfirmed(Source.External source) {
    return new UpstreamResponse.Failed(
        UpstreamResponse.Kind.TIMEOUT,
        "connection %s could not say whether it has this version".formatted(source.connection()));
  }
}
