package dev.weir.resolve;

import dev.weir.cache.KeyedTurns;
import dev.weir.cache.OverloadedException;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.policy.OriginType;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The versions that repositories have of their own, in the ledger. */
public final class LocalVersions {
  private static final int PAGE = 1000;
  private static final String ENDING = ".tgz";

  /** How often a record is changed anew if another writer was quicker. */
  private static final int ATTEMPTS = 10;

  private final NoticedRecords ledger;
  private final KeyedTurns<PackagePath> turns = new KeyedTurns<>();
  private final NamedBlobs named = new NamedBlobs();

  public LocalVersions(RecordStore ledger) {
    this.ledger = new NoticedRecords(ledger);
  }

  /**
   * Has somebody told of packages that change, in place of who was told before.
   *
   * @param listener called on any thread, before whoever makes the change hears that it is made
   */
  void tell(Consumer<PackagePath> listener) {
    ledger.tell(listener);
  }

  RecordStore ledger() {
    return ledger;
  }

  NamedBlobs named() {
    return named;
  }

  /** What came with a version's publish about where it is from: JSON, as it is served. */
  CompletionStage<Optional<byte[]>> attestations(PackagePath path, String version) {
    return ledger
        .get(LedgerTables.ATTESTATIONS, key(path.repository(), path.name(), version))
        .thenApply(found -> found.map(Versioned::value));
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
    return byUsualFile(repository, name, file)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : byAnyFile(repository, name, file));
  }

  /** Most files are named for their version; a package may have thousands of those. */
  private CompletionStage<Optional<VersionRecord>> byUsualFile(
      RepositoryId repository, PackageName name, String file) {
    var start = name.basename() + "-";
    if (!file.startsWith(start) || !file.endsWith(ENDING)) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    var version = file.substring(start.length(), file.length() - ENDING.length());
    return version.isEmpty()
        ? CompletableFuture.completedFuture(Optional.empty())
        : find(repository, name, version)
            .thenApply(found -> found.filter(v -> v.file().equals(file)));
  }

  private CompletionStage<Optional<VersionRecord>> byAnyFile(
      RepositoryId repository, PackageName name, String file) {
    return find(repository, name)
        .thenCompose(
            known ->
                known.isEmpty()
                    ? CompletableFuture.completedFuture(List.<VersionRecord>of())
                    : of(repository, name))
        .thenApply(all -> all.stream().filter(v -> v.file().equals(file)).findFirst());
  }

  /** The version of that name, with what a compare-and-set needs. */
  CompletionStage<Optional<Held<VersionRecord>>> held(PackagePath path, String version) {
    return ledger
        .get(LedgerTables.VERSIONS, key(path.repository(), path.name(), version))
        .thenApply(found -> Held.of(found, VersionRecord.FORMAT));
  }

  /** All that a repository has of a package. */
  CompletionStage<LocalPackage> all(PackagePath path) {
    return find(path.repository(), path.name()).thenCompose(record -> all(path, record));
  }

  /**
   * All that a repository has of a package whose record was read before: whoever adds a version
   * writes that first, so a record's tags never speak of versions that are not seen. Nobody has
   * versions without a record.
   */
  CompletionStage<LocalPackage> all(PackagePath path, Optional<PackageRecord> record) {
    return record.isEmpty()
        ? CompletableFuture.completedFuture(new LocalPackage(path, record, List.of()))
        : of(path.repository(), path.name())
            .thenApply(versions -> new LocalPackage(path, record, versions));
  }

  /** Whether the repository has this version. */
  CompletionStage<Boolean> has(RepositoryId repository, PackageName name, String version) {
    return ledger
        .get(LedgerTables.VERSIONS, key(repository, name, version))
        .thenApply(Optional::isPresent);
  }

  /**
   * Runs a step that changes a package after the ones that came before it. It must not wait for
   * another turn of the same package.
   */
  <T> CompletionStage<T> inTurn(PackagePath path, Supplier<? extends CompletionStage<T>> step) {
    return turns.take(path, step);
  }

  /**
   * Retains a version unless there is one of that name, or the package is kept from upstreams by
   * now; the package before it, so that no version is ever without its package, whenever the power
   * goes.
   *
   * @param first what the package's first version counts as, if this is it
   */
  CompletionStage<Void> retain(PackagePath path, VersionRecord version, OriginType first) {
    return inTurn(
        path,
        () ->
            find(path.repository(), path.name())
                .thenCompose(
                    found ->
                        found.filter(r -> r.restrictions().blocksUpstream()).isPresent()
                            ? CompletableFuture.completedFuture(null)
                            : add(path, version, first)));
  }

  private CompletionStage<Void> add(PackagePath path, VersionRecord version, OriginType first) {
    return change(
            path,
            found ->
                found
                    .map(record -> record.having(first))
                    .orElseGet(() -> PackageRecord.first(first, version.retainedAt())))
        .thenCompose(changed -> put(path, version, Expected.ABSENT))
        .thenApply(added -> null);
  }

  /**
   * Changes a package's record, or makes it; what is the same as before is not written. {@code
   * change} may be called again, if another writer came between.
   */
  CompletionStage<PackageRecord> change(
      PackagePath path, Function<Optional<PackageRecord>, PackageRecord> change) {
    return change(path, change, ATTEMPTS);
  }

  private CompletionStage<PackageRecord> change(
      PackagePath path, Function<Optional<PackageRecord>, PackageRecord> change, int attempts) {
    if (attempts == 0) {
      return CompletableFuture.failedFuture(
          new OverloadedException("package: %s is changed by many at a time".formatted(path)));
    }
    var key = key(path.repository(), path.name());
    return ledger
        .get(LedgerTables.PACKAGES, key)
        .thenCompose(
            found -> {
              var before = found.flatMap(PackageRecord.FORMAT::decode);
              var after = change.apply(before);
              if (before.filter(after::equals).isPresent()) {
                return CompletableFuture.completedFuture(after);
              }
              var expected = found.map(f -> Expected.same(f.version())).orElse(Expected.ABSENT);
              return ledger
                  .put(LedgerTables.PACKAGES, key, PackageRecord.FORMAT.encode(after), expected)
                  .thenCompose(
                      put ->
                          put.isPresent()
                              ? CompletableFuture.completedFuture(after)
                              : change(path, change, attempts - 1));
            });
  }

  /** Writes a version; answers whether what was expected held. */
  CompletionStage<Boolean> put(PackagePath path, VersionRecord version, Expected expected) {
    version.published().ifPresent(asset -> named.begun(asset.blob()));
    return ledger
        .put(
            LedgerTables.VERSIONS,
            key(path.repository(), path.name(), version.version()),
            VersionRecord.FORMAT.encode(version),
            expected)
        .thenApply(Optional::isPresent)
        .whenComplete(
            (put, failure) -> version.published().ifPresent(asset -> named.written(asset.blob())));
  }

  /** Deletes a version; answers whether it was there. */
  CompletionStage<Boolean> delete(PackagePath path, String version) {
    return ledger.delete(
        LedgerTables.VERSIONS, key(path.repository(), path.name(), version), Expected.ANYTHING);
  }

  /** Deletes a package's record, origin controls included; its versions must be gone. */
  CompletionStage<Boolean> delete(PackagePath path) {
    return ledger.delete(
        LedgerTables.PACKAGES, key(path.repository(), path.name()), Expected.ANYTHING);
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
                    : deleteSome(LedgerTables.ATTESTATIONS, prefix, most))
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
