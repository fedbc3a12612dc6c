package dev.weir.resolve;

import dev.weir.cache.CpuPool;
import dev.weir.cache.Deadlines;
import dev.weir.cache.DocumentKey;
import dev.weir.cache.Documents;
import dev.weir.cache.LoadedDocument;
import dev.weir.cache.Stages;
import dev.weir.catalog.CatalogSnapshot;
import dev.weir.catalog.Domain;
import dev.weir.catalog.Repository;
import dev.weir.model.ConnectionName;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.VersionRange;
import dev.weir.policy.OriginRestrictions;
import dev.weir.storage.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks for a package in all repositories, or in those of a domain, and in the stored packuments of
 * their connections. Nobody outside is asked, and only what a repository has of its own counts, not
 * what it finds upstream.
 */
public final class WhoHas {
  /** Repositories that are looked at for one answer; more is another answer's. */
  static final int MOST_LOOKED_AT = 2_000;

  /** Repositories in one answer. */
  static final int MOST_HOLDERS = 100;

  /** Versions that are named of one repository or connection. */
  static final int MOST_VERSIONS = 1_000;

  /** Records in memory at a time; each has a manifest in it. */
  private static final int BATCH = 100;

  private final LocalVersions local;
  private final Keeps keeps;
  private final Documents documents;
  private final CpuPool cpu;
  private final Deadlines deadlines;
  private final Duration settle;

  /**
   * @param settle how long is waited for versions that are being retained when a question comes
   */
  public WhoHas(
      LocalVersions local,
      Keeps keeps,
      Documents documents,
      CpuPool cpu,
      Deadlines deadlines,
      Duration settle) {
    this.local = local;
    this.keeps = keeps;
    this.documents = documents;
    this.cpu = cpu;
    this.deadlines = deadlines;
    this.settle = settle;
  }

  /**
   * What is looked for.
   *
   * @param range only versions that are in it; empty for all
   * @param domain only its repositories; empty for all
   * @param from the repository to begin with, as an answer before said
   */
  public record Question(
      PackageName name,
      Optional<VersionRange> range,
      Optional<DomainName> domain,
      Optional<RepositoryId> from) {
    private boolean wants(String version) {
      return range.isEmpty() || range.get().has(version);
    }
  }

  /**
   * A part of the answer.
   *
   * @param holders in the order of their names
   * @param connections in the order of their names; in the first part only
   * @param next where the next part begins; empty in the last
   */
  public record Found(
      List<Holder> holders, List<Connection> connections, Optional<RepositoryId> next) {}

  /**
   * A repository that has the package.
   *
   * @param since when it got its first version, epoch milliseconds
   * @param versions the newest first
   * @param more how many versions are not named
   */
  public record Holder(
      RepositoryId repository,
      long since,
      OriginRestrictions restrictions,
      List<HeldVersion> versions,
      int more) {}

  /**
   * A version that a repository has.
   *
   * @param since when the repository got it, epoch milliseconds
   */
  public record HeldVersion(String version, String status, VersionOrigin origin, long since) {}

  /**
   * A connection whose stored packument has the package.
   *
   * @param checkedAt when the registry was last asked, epoch milliseconds; 0 after a purge
   * @param latest what it calls latest
   * @param versions the newest first
   * @param more how many versions are not named
   */
  public record Connection(
      ConnectionName name,
      long checkedAt,
      Optional<String> latest,
      List<String> versions,
      int more) {}

  /** Answers a question; completes on the CPU pool's lane for what is large. */
  public CompletionStage<Found> find(CatalogSnapshot catalog, Question question) {
    return settled()
        .thenApplyAsync(nothing -> findNow(catalog, question), cpu.laneFor(cpu.largeFrom()));
  }

  /** A version is being retained before the last byte of its tarball goes out. */
  private CompletionStage<Void> settled() {
    var settled = keeps.settled().toCompletableFuture();
    return settled.isDone() || settle.isZero()
        ? CompletableFuture.completedFuture(null)
        : deadlines.within(settled, settle, () -> null);
  }

  private Found findNow(CatalogSnapshot catalog, Question question) {
    var holders = new ArrayList<Holder>();
    int looked = 0;
    for (var domain : domains(catalog, question)) {
      for (var repository : domain.repositories().values()) {
        if (question.from().filter(from -> repository.id().compareTo(from) < 0).isPresent()) {
          continue;
        }
        if (looked == MOST_LOOKED_AT || holders.size() == MOST_HOLDERS) {
          return found(catalog, question, holders, Optional.of(repository.id()));
        }
        looked++;
        holder(repository.id(), question).ifPresent(holders::add);
      }
    }
    return found(catalog, question, holders, Optional.empty());
  }

  private Found found(
      CatalogSnapshot catalog,
      Question question,
      List<Holder> holders,
      Optional<RepositoryId> next) {
    var connections =
        question.from().isPresent() ? List.<Connection>of() : connections(catalog, question);
    return new Found(List.copyOf(holders), connections, next);
  }

  private static Collection<Domain> domains(CatalogSnapshot catalog, Question question) {
    return question.domain().isEmpty()
        ? catalog.domains()
        : catalog.domain(question.domain().get()).stream().toList();
  }

  // What repositories have.

  private Optional<Holder> holder(RepositoryId repository, Question question) {
    var record = Stages.await(local.find(repository, question.name()));
    if (record.isEmpty()) {
      return Optional.empty();
    }
    var versions =
        NewestFirst.of(versions(repository, question), HeldVersion::version, MOST_VERSIONS);
    return versions.first().isEmpty() && question.range().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Holder(
                repository,
                record.get().since(),
                record.get().restrictions(),
                versions.first(),
                versions.more()));
  }

  private List<HeldVersion> versions(RepositoryId repository, Question question) {
    var versions = new ArrayList<HeldVersion>();
    Optional<Key> from = Optional.empty();
    do {
      var page = Stages.await(local.versions(repository, question.name(), from, BATCH));
      for (var entry : page.entries()) {
        VersionRecord.FORMAT
            .decode(entry.record())
            .filter(record -> question.wants(record.version()))
            .ifPresent(record -> versions.add(held(record)));
      }
      from = page.next();
    } while (from.isPresent());
    return versions;
  }

  private static HeldVersion held(VersionRecord record) {
    return new HeldVersion(record.version(), record.status(), record.origin(), record.retainedAt());
  }

  // What stored packuments have.

  private List<Connection> connections(CatalogSnapshot catalog, Question question) {
    var names = new TreeSet<ConnectionName>();
    for (var domain : domains(catalog, question)) {
      domain.repositories().values().stream()
          .map(Repository::connection)
          .forEach(connection -> connection.ifPresent(names::add));
    }
    var found = new ArrayList<Connection>();
    for (var name : names) {
      Stages.await(documents.stored(new DocumentKey(name, question.name())))
          .flatMap(document -> connection(document, question))
          .ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private static Optional<Connection> connection(LoadedDocument document, Question question) {
    var index = document.index();
    var versions = new ArrayList<String>();
    for (int i = 0; i < index.size(); i++) {
      if (question.wants(index.version(i))) {
        versions.add(index.version(i));
      }
    }
    var ordered = NewestFirst.of(versions, version -> version, MOST_VERSIONS);
    return versions.isEmpty() && question.range().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Connection(
                document.key().connection(),
                document.record().checkedAt(),
                Optional.ofNullable(index.distTags().get("latest")),
                ordered.first(),
                ordered.more()));
  }
}
