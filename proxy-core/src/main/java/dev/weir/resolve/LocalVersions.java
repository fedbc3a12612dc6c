package dev.weir.resolve;

import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The versions that repositories have of their own, in the ledger. */
public final class LocalVersions {
  private static final int PAGE = 1000;

  private final RecordStore ledger;

  public LocalVersions(RecordStore ledger) {
    this.ledger = ledger;
  }

  /** All versions of a package, in the order of their names. */
  public CompletionStage<List<VersionRecord>> of(RepositoryId repository, PackageName name) {
    return scan(key(repository, name), Optional.empty(), new ArrayList<>());
  }

  /** Records of the packages that a repository has versions of; their keys end in the names. */
  CompletionStage<RecordPage> packages(RepositoryId repository, Optional<Key> from, int limit) {
    var prefix = Key.of(repository.domain().value(), repository.repository().value());
    return ledger.scan(LedgerTables.PACKAGES, prefix, from, limit);
  }

  /** The same, from the first one on whose name is not before {@code from}. */
  CompletionStage<RecordPage> packages(RepositoryId repository, String from, int limit) {
    var first = from.isEmpty() ? Optional.<Key>empty() : Optional.of(key(repository, from));
    return packages(repository, first, limit);
  }

  /** Records of all versions that the repositories of a domain have. */
  CompletionStage<RecordPage> versions(DomainName domain, Optional<Key> from, int limit) {
    return ledger.scan(LedgerTables.VERSIONS, Key.of(domain.value()), from, limit);
  }

  /** Records of the versions of a package, in the order of their names. */
  CompletionStage<RecordPage> versions(
      RepositoryId repository, PackageName name, Optional<Key> from, int limit) {
    return ledger.scan(LedgerTables.VERSIONS, key(repository, name), from, limit);
  }

  /** Whether the repository has the package, and since when; it may have no version any more. */
  CompletionStage<Optional<PackageRecord>> find(RepositoryId repository, PackageName name) {
    return ledger
        .get(LedgerTables.PACKAGES, key(repository, name))
        .thenApply(found -> found.flatMap(PackageRecord.FORMAT::decode));
  }

  CompletionStage<Optional<VersionRecord>> find(
      RepositoryId repository, PackageName name, String version) {
    return ledger
        .get(LedgerTables.VERSIONS, key(repository, name, version))
        .thenApply(found -> found.flatMap(VersionRecord.FORMAT::decode));
  }

  /** The version whose tarball has this name. */
  CompletionStage<Optional<VersionRecord>> byFile(
      RepositoryId repository, PackageName name, String file) {
    return of(repository, name)
        .thenApply(all -> all.stream().filter(v -> v.file().equals(file)).findFirst());
  }

  /** Whether the repository has this version. */
  CompletionStage<Boolean> has(RepositoryId repository, PackageName name, String version) {
    return ledger
        .get(LedgerTables.VERSIONS, key(repository, name, version))
        .thenApply(Optional::isPresent);
  }

  /**
   * Adds a version unless there is one of that name; the package before it, so that no version is
   * ever without its package, whenever the power goes.
   */
  CompletionStage<Void> add(RepositoryId repository, PackageName name, VersionRecord version) {
    return ledger
        .put(
            LedgerTables.PACKAGES,
            key(repository, name),
            PackageRecord.FORMAT.encode(PackageRecord.first(version)),
            Expected.ABSENT)
        .thenCompose(added -> addVersion(repository, name, version))
        .thenApply(added -> null);
  }

  /**
   * Deletes some of what a repository has, all at the same time, the versions before the packages.
   *
   * @return whether there may be more
   */
  CompletionStage<Boolean> deleteSome(RepositoryId repository, int most) {
    var prefix = Key.of(repository.domain().value(), repository.repository().value());
    return deleteSome(LedgerTables.VERSIONS, prefix, most)
        .thenCompose(
            deleted ->
                deleted > 0
                    ? CompletableFuture.completedFuture(deleted)
                    : deleteSome(LedgerTables.PACKAGES, prefix, most))
        .thenApply(deleted -> deleted > 0);
  }

  private CompletionStage<Integer> deleteSome(Table table, Key prefix, int most) {
    return ledger
        .scan(table, prefix, Optional.empty(), most)
        .thenCompose(page -> delete(table, page));
  }

  private CompletionStage<Integer> delete(Table table, RecordPage page) {
    var deletions =
        page.entries().stream()
            .map(entry -> ledger.delete(table, entry.key(), Expected.ANYTHING))
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(deletions).thenApply(nothing -> deletions.length);
  }

  private CompletionStage<?> addVersion(
      RepositoryId repository, PackageName name, VersionRecord version) {
    return ledger.put(
        LedgerTables.VERSIONS,
        key(repository, name, version.version()),
        VersionRecord.FORMAT.encode(version),
        Expected.ABSENT);
  }

  private CompletionStage<List<VersionRecord>> scan(
      Key prefix, Optional<Key> from, List<VersionRecord> found) {
    return ledger
        .scan(LedgerTables.VERSIONS, prefix, from, PAGE)
        .thenCompose(page -> collect(prefix, page, found));
  }

  private CompletionStage<List<VersionRecord>> collect(
      Key prefix, RecordPage page, List<VersionRecord> found) {
    for (var entry : page.entries()) {
      VersionRecord.FORMAT.decode(entry.record()).ifPresent(found::add);
    }
    return page.next().isEmpty()
        ? CompletableFuture.completedFuture(List.copyOf(found))
        : scan(prefix, page.next(), found);
  }

  private static Key key(RepositoryId repository, PackageName name) {
    return key(repository, name.value());
  }

  private static Key key(RepositoryId repository, String name) {
    return Key.of(repository.domain().value(), repository.repository().value(), name);
  }

  private static Key key(RepositoryId repository, PackageName name, String version) {
    return Key.of(
        repository.domain().value(), repository.repository().value(), name.value(), version);
  }
}
