package dev.weir.resolve;

import dev.weir.npm.IndexedManifest;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordPage;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Versioned;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The manifests of versions that repositories have, each in a record of its own, in the ledger.
 *
 * <p>A manifest is written before the version that names it, and deleted after; a crash between the
 * two leaves one that nobody names, which {@link ManifestSweep} deletes.
 */
final class LocalManifests {
  private final RecordStore ledger;

  LocalManifests(RecordStore ledger) {
    this.ledger = ledger;
  }

  /** Writes a manifest for whoever writes the version next; answers where it is. */
  CompletionStage<ApartManifest> put(PackagePath path, IndexedManifest manifest) {
    var version = manifest.facts().version();
    var apart = new ApartManifest(Revision.of(manifest), manifest.length());
    return ledger
        .put(
            LedgerTables.MANIFESTS,
            key(path, version, apart.revision()),
            manifest.encode(),
            Expected.ANYTHING)
        .thenApply(put -> apart);
  }

  /** The manifest as {@code version} says; empty if it is not there, or cannot be read. */
  CompletionStage<Optional<IndexedManifest>> find(PackagePath path, VersionRecord version) {
    return version
        .apart()
        .map(apart -> find(key(path, version.version(), apart.revision())))
        .orElseGet(() -> CompletableFuture.completedFuture(version.indexedManifest()));
  }

  private CompletionStage<Optional<IndexedManifest>> find(Key key) {
    return ledger
        .get(LedgerTables.MANIFESTS, key)
        .thenApply(found -> found.flatMap(LocalManifests::decode));
  }

  /** Records of the manifests of a package, those that no version names any more among them. */
  CompletionStage<RecordPage> scan(PackagePath path, Optional<Key> from, int limit) {
    return ledger.scan(LedgerTables.MANIFESTS, key(path), from, limit);
  }

  /** Empty for what another version of Weir wrote. */
  static Optional<IndexedManifest> decode(Versioned record) {
    try {
      return Optional.of(IndexedManifest.decode(record.value()));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  static Key key(PackagePath path, String version, String revision) {
    var repository = path.repository();
    return Key.of(
        repository.domain().value(),
        repository.repository().value(),
        path.name().value(),
        version,
        revision);
  }

  static Key key(PackagePath path) {
    var repository = path.repository();
    return Key.of(
        repository.domain().value(), repository.repository().value(), path.name().value());
  }
}
