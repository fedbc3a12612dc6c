package dev.weir.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.cache.Demand;
import dev.weir.cache.DocumentAnswer;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.LoadedDocument;
import dev.weir.config.TarballSettings;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.PackageIndex;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has origins asked whether they still offer what is stored of them: who installs from a lockfile
 * fetches tarballs alone, and nobody might ever look at a packument. Only documents that are stored
 * are revalidated, and by the rules of all others: what is fresh costs no request.
 *
 * <p>For any thread.
 */
final class Rechecks {
  private final Documents documents;
  private final LocalVersions local;
  private final Removals removals;
  private final Duration period;
  private final InstantSource clock;
  private final TarballSettings settings;
  private final AtomicInteger underWay = new AtomicInteger();

  /** Versions, and when to look at them again. */
  private final Cache<Looked, Instant> due;

  /**
   * @param version empty for the document alone
   */
  private record Looked(DocumentKey key, String version) {}

  /**
   * @param period for how long a version is not looked at again, whatever the origin answered
   */
  Rechecks(
      Documents documents,
      LocalVersions local,
      Removals removals,
      Duration period,
      TarballSettings settings,
      InstantSource clock) {
    this.documents = documents;
    this.local = local;
    this.removals = removals;
    this.period = period;
    this.settings = settings;
    this.due =
        Caffeine.newBuilder()
            .maximumSize(settings.recheckEntries())
            .executor(Runnable::run)
            .build();
    this.clock = clock;
  }

  /**
   * Whether the origin of a version offers it no more, revalidated if that is due; if it cannot be
   * asked, as far as is known. What is news is noted in {@code repositories}.
   *
   * @param asked false if the origin must not hear the name
   */
  CompletionStage<Boolean> removed(
      PackageName name, VersionRecord version, List<RepositoryId> repositories, boolean asked) {
    var key = new DocumentKey(version.connectionName(), name);
    // A document that is closed to the name says nothing of it: what was noted holds.
    return (asked
            ? current(key)
            : CompletableFuture.completedFuture(Optional.<LoadedDocument>empty()))
        .thenApply(
            found -> {
              var document = found.map(LoadedDocument::index);
              note(name, version, repositories, document);
              return Removals.isRemoved(version, document);
            });
  }

  /** The same, behind a reply that waits for nothing. */
  void look(PackageName name, VersionRecord version, List<RepositoryId> repositories) {
    look(
        new Looked(new DocumentKey(version.connectionName(), name), version.version()),
        found -> note(name, version, repositories, found.map(LoadedDocument::index)));
  }

  /** Has a document revalidated behind a reply. */
  void look(DocumentKey key) {
    look(new Looked(key, ""), found -> {});
  }

  private interface Finding {
    void found(Optional<LoadedDocument> document);
  }

  private void look(Looked looked, Finding finding) {
    var now = clock.instant();
    var then = due.getIfPresent(looked);
    if (then != null && now.isBefore(then)) {
      return;
    } else if (underWay.incrementAndGet() > settings.maxRechecks()) {
      // It is looked at with a later one.
      underWay.decrementAndGet();
      return;
    }
    due.put(looked, now.plus(period));
    CompletableFuture.completedFuture(looked.key())
        .thenCompose(this::current)
        .whenComplete(
            (found, failure) -> {
              underWay.decrementAndGet();
              if (failure == null) {
                finding.found(found);
              }
            });
  }

  /** As current as the freshness settings say; empty if none was stored or there is none now. */
  private CompletionStage<Optional<LoadedDocument>> current(DocumentKey key) {
    return documents
        .stored(key)
        .thenCompose(
            stored ->
                stored.isEmpty()
                    ? CompletableFuture.completedFuture(stored)
                    : documents.get(key, Demand.CURRENT).thenApply(Rechecks::present));
  }

  private static Optional<LoadedDocument> present(DocumentAnswer answer) {
    return answer instanceof DocumentAnswer.Present present
        ? Optional.of(present.document())
        : Optional.empty();
  }

  private void note(
      PackageName name,
      VersionRecord version,
      List<RepositoryId> repositories,
      Optional<PackageIndex> document) {
    if (document.isEmpty()
        || version.removedAt().isPresent() == Removals.isRemoved(version, document)) {
      return;
    }
    for (var repository : repositories) {
      var path = new PackagePath(repository, name);
      local
          .find(repository, name, version.version())
          .thenAccept(
              found ->
                  found
                      .filter(record -> record.connection().equals(version.connection()))
                      .ifPresent(
                          record ->
                              removals.note(path, record, Removals.isRemoved(record, document))));
    }
  }
}
