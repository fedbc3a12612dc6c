package dev.weir.resolve;

import dev.weir.model.ConnectionName;
import dev.weir.model.PackageName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.MalformedPackumentException;
import dev.weir.policy.OriginType;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.RecordStore;
import dev.weir.storage.Table;
import dev.weir.storage.memory.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A ledger in memory, with versions as retention would put them there. */
final class Ledger {
  static final RepositoryId DEV = RepositoryId.of("local", "dev");

  private final RecordStore records =
      new MemoryStore("ledger", LedgerTables.ALL.toArray(Table[]::new)).records();
  private final LocalVersions local = new LocalVersions(records);

  RecordStore records() {
    return records;
  }

  LocalVersions local() {
    return local;
  }

  Ledger add(String name, String version) {
    return add(DEV, name, record(name, version, 1_000));
  }

  Ledger add(RepositoryId repository, String name, VersionRecord version) {
    local
        .retain(new PackagePath(repository, new PackageName(name)), version, OriginType.EXTERNAL)
        .toCompletableFuture()
        .join();
    return this;
  }

  /** As a later version's DeletePackage may do it. */
  void remove(String name) {
    records
        .delete(
            LedgerTables.PACKAGES,
            Key.of(DEV.domain().value(), DEV.repository().value(), name),
            Expected.ANYTHING)
        .toCompletableFuture()
        .join();
  }

  static VersionRecord record(String name, String version, long retainedAt) {
    return record(name, version, retainedAt, "");
  }

  /** {@code more} goes on with the manifest's members after a comma. */
  static VersionRecord record(String name, String version, long retainedAt, String more) {
    var json =
        """
        {"name":"%s","version":"%s"%s,"dist":{"tarball":"https://registry.example/%s/-/x-%s.tgz"}}"""
            .formatted(name, version, more, name, version);
    try {
      var manifest = IndexedManifest.parse(json.getBytes(StandardCharsets.UTF_8), Optional.empty());
      return VersionRecord.retained(ConnectionName.PUBLIC_NPMJS, manifest, retainedAt);
    } catch (MalformedPackumentException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
