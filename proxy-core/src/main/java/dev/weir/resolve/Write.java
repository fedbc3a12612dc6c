package dev.weir.resolve;

import dev.weir.storage.Key;
import dev.weir.storage.Table;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One record to be put or deleted, whatever is there: done twice it is the same as done once.
 *
 * @param value in base64; empty to delete
 * @param blob that the record will name, if it names one
 */
record Write(String table, List<String> key, Optional<String> value, Optional<String> blob) {
  Write {
    key = List.copyOf(key);
  }

  /**
   * A version, whose manifest is there already.
   *
   * @throws IllegalArgumentException if it is a head alone, which would forget the manifest
   */
  static Write version(PackagePath path, VersionRecord version) {
    if (!version.isWhole()) {
      throw new IllegalArgumentException(
          "version: %s of %s (expected: with its manifest, or where that is)"
              .formatted(version.version(), path.name()));
    }
    return put(
        LedgerTables.VERSIONS,
        key(path, version.version()),
        VersionRecord.FORMAT.encode(version),
        version.published().map(PublishedAsset::blob));
  }

  static Write withoutVersion(PackagePath path, String version) {
    return deletion(LedgerTables.VERSIONS.name(), key(path, version));
  }

  /** The manifest of a version that has another one now, or goes. */
  static Optional<Write> withoutManifest(PackagePath path, VersionRecord version) {
    return version
        .apart()
        .map(
            apart ->
                deletion(
                    LedgerTables.MANIFESTS.name(),
                    LocalManifests.key(path, version.version(), apart.revision()).parts()));
  }

  static Write attestations(PackagePath path, String version, byte[] json) {
    return put(LedgerTables.ATTESTATIONS, key(path, version), json, Optional.empty());
  }

  static Write withoutAttestations(PackagePath path, String version) {
    return deletion(LedgerTables.ATTESTATIONS.name(), key(path, version));
  }

  static Write packageRecord(PackagePath path, PackageRecord record) {
    return put(
        LedgerTables.PACKAGES, key(path), PackageRecord.FORMAT.encode(record), Optional.empty());
  }

  static Write withoutPackage(PackagePath path) {
    return deletion(LedgerTables.PACKAGES.name(), key(path));
  }

  /** Deletes versions with all that goes with them. */
  static List<Write> without(PackagePath path, Collection<VersionRecord> versions) {
    var writes = new ArrayList<Write>();
    for (var version : versions) {
      writes.add(withoutVersion(path, version.version()));
      writes.add(withoutAttestations(path, version.version()));
      withoutManifest(path, version).ifPresent(writes::add);
    }
    return writes;
  }

  private static Write put(Table table, List<String> key, byte[] value, Optional<String> blob) {
    var text = Base64.getEncoder().encodeToString(value);
    return new Write(table.name(), key, Optional.of(text), blob);
  }

  private static Write deletion(String table, List<String> key) {
    return new Write(table, key, Optional.empty(), Optional.empty());
  }

  private static List<String> key(PackagePath path) {
    var repository = path.repository();
    return List.of(
        repository.domain().value(), repository.repository().value(), path.name().value());
  }

  private static List<String> key(PackagePath path, String version) {
    var repository = path.repository();
    return List.of(
        repository.domain().value(), repository.repository().value(), path.name().value(), version);
  }

  Table where() {
    return new Table(table);
  }

  Key recordKey() {
    return new Key(key);
  }

  Optional<byte[]> bytes() {
    return value.map(text -> Base64.getDecoder().decode(text));
  }
}
