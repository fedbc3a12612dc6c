package dev.weir.resolve;

import dev.weir.cache.KeyedTurns;
import dev.weir.cache.OverloadedException;
import dev.weir.model.DomainName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.SemVer;
import dev.weir.policy.OriginType;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.Versioned;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final LocalManifests manifests;

  public LocalVersions(RecordStore ledger) {
    this.ledger = new NoticedRecords(ledger);
    this.manifests = new LocalManifests(ledger);
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

  LocalManifests manifests() {
    return manifests;
  }

  /** The heads of all versions of a package, in the order of their names. */
  public CompletionStage<List<VersionRecord>> of(RepositoryId repository, PackageName name) {
    var found = new ArrayList<VersionRecord>();
    return walk(
            key(repository, name),
            Optional.empty(),
            version -> {
              found.add(version.head());
              return false;
            })
        .thenApply(done -> List.copyOf(found));
  }

  /** The first version, in the order of their names, of which {@code wanted} holds. */
  CompletionStage<Optional<VersionRecord>> first(
      PackagePath path, Predicate<VersionRecord> wanted) {
    var found = new AtomicReference<Optional<VersionRecord>>(Optional.empty());
    return walk(
            key(path.repository(), path.name()),
            Optional.empty(),
            version -> {
              if (wanted.test(version)) {
                found.set(Optional.of(version));
                return true;
              }
              return false;
            })
        .thenApply(done -> found.get());
  }

  /**
   * The manifest of a version that was found; empty if it cannot be read, or the version is not
   * there any more.
   */
  CompletionStage<Optional<IndexedManifest>> manifest(PackagePath path, VersionRecord version) {
    return manifests
        .find(path, version)
        .thenCompose(
            found ->
                found.isPresent()
                    ? CompletableFuture.completedFuture(found)
                    : manifestNow(path, version));
  }

  /**
   * Of a version that was changed since it was found, or of which a head only was. One of other
   * content is another version, which has only the same name.
   */
  private CompletionStage<Optional<IndexedManifest>> manifestNow(
      PackagePath path, VersionRecord before) {
    return find(path.repository(), path.name(), before.version())
        .thenApply(found -> found.filter(before::hasContentOf))
        .thenCompose(
            now ->
                now.isEmpty()
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : manifests.find(path, now.get()));
  }

  /**
   * The version with its manifest in a record of its own, so that it can be written as a head.
   * Nothing is done to what is so already; a manifest that cannot be read stays where it is.
   */
  CompletionStage<VersionRecord> apart(PackagePath path, VersionRecord version) {
    return version
        .indexedManifest()
        .map(manifest -> manifests.put(path, manifest).thenApply(version::with))
        .orElseGet(() -> CompletableFuture.completedFuture(version));
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
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : first(
                        new PackagePath(repository, name), version -> version.file().equals(file)));
  }

  /** The version of that name, with what a compare-and-set needs. */
  CompletionStage<Optional<Held<VersionRecord>>> held(PackagePath path, String version) {
    return ledger
        .get(LedgerTables.VERSIONS, key(path.repository(), path.name(), version))
        .thenApply(found -> Held.of(found, VersionRecord.FORMAT));
  }

  /** What a repository has of a package, of its versions only those that are named. */
  CompletionStage<LocalPackage> some(PackagePath path, Collection<String> versions) {
    return find(path.repository(), path.name()).thenCompose(record -> some(path, record, versions));
  }

  /** The same, as {@link #all(PackagePath, Optional)} does it. */
  CompletionStage<LocalPackage> some(
      PackagePath path, Optional<PackageRecord> record, Collection<String> versions) {
    return record.isEmpty()
        ? CompletableFuture.completedFuture(new LocalPackage(path, record, List.of()))
        : eachOf(path, List.copyOf(versions), new ArrayList<>())
            .thenApply(found -> new LocalPackage(path, record, found));
  }

  private CompletionStage<List<VersionRecord>> eachOf(
      PackagePath path, List<String> versions, List<VersionRecord> found) {
    if (versions.isEmpty()) {
      return CompletableFuture.completedFuture(found);
    }
    return find(path.repository(), path.name(), versions.get(0))
        .thenCompose(
            version -> {
              version.ifPresent(found::add);
              return eachOf(path, versions.subList(1, versions.size()), found);
            });
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

  /** The version of that name, whatever the build metadata. */
  CompletionStage<Optional<VersionRecord>> same(
      RepositoryId repository, PackageName name, String version) {
    var plain = SemVer.parse(version).map(v -> v.withoutBuild().toString()).orElse(version);
    // Nothing that a version may have in it is less than a plus, so that they are neighbours.
    return ledger
        .scan(
            LedgerTables.VERSIONS,
            key(repository, name),
            Optional.of(key(repository, name, plain)),
            1)
        .thenApply(
            page ->
                page.entries().stream()
                    .filter(entry -> SemVer.isSame(entry.key().parts().get(3), version))
                    .findFirst()
                    .flatMap(entry -> VersionRecord.FORMAT.decode(entry.record())));
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

  /**
   * Writes a version, after the manifest that is in {@code version}, if one is; answers whether
   * what was expected held.
   */
  CompletionStage<Boolean> put(PackagePath path, VersionRecord version, Expected expected) {
    return apart(path, version).thenCompose(apart -> putApart(path, apart, expected));
  }

  private CompletionStage<Boolean> putApart(
      PackagePath path, VersionRecord version, Expected expected) {
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
                    : deleteSome(LedgerTables.MANIFESTS, prefix, most))
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

  /** Looks at versions in the order of their names, until {@code look} has seen enough. */
  private CompletionStage<Void> walk(
      Key prefix, Optional<Key> from, Predicate<VersionRecord> look) {
    return ledger
        .scan(LedgerTables.VERSIONS, prefix, from, PAGE)
        .thenCompose(
            page ->
                enough(page, look) || page.next().isEmpty()
                    ? CompletableFuture.completedFuture(null)
                    : walk(prefix, page.next(), look));
  }

  private static boolean enough(RecordPage page, Predicate<VersionRecord> look) {
    return page.entries().stream()
        .flatMap(entry -> VersionRecord.FORMAT.decode(entry.record()).stream())
        .anyMatch(look);
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
