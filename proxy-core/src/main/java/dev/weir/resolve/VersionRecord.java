package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import dev.weir.model.ConnectionName;
import dev.weir.npm.IndexedManifest;
import java.util.Base64;
import java.util.Optional;

/**
 * A version that a repository has of its own, so that it outlives its origin:
 *
 * <pre>
 * {"v":1,"version":"4.17.21","status":"Published","connection":"public:npmjs",
 *  "file":"lodash-4.17.21.tgz","retainedAt":1764000000000,"manifest":"AAEC…"}
 * </pre>
 *
 * @param status CodeArtifact's package version status
 * @param connection through which it came
 * @param file its tarball's name there
 * @param retainedAt epoch milliseconds
 * @param manifest {@link IndexedManifest#encode}, base64
 */
public record VersionRecord(
    int v,
    String version,
    String status,
    String connection,
    String file,
    long retainedAt,
    String manifest) {
  static final int VERSION = 1;
  static final String PUBLISHED = "Published";
  static final JsonRecord<VersionRecord> FORMAT = new JsonRecord<>(VersionRecord.class);

  static VersionRecord retained(ConnectionName connection, IndexedManifest manifest, long now) {
    var facts = manifest.facts();
    return new VersionRecord(
        VERSION,
        facts.version(),
        PUBLISHED,
        connection.value(),
        facts.fileName(),
        now,
        Base64.getEncoder().encodeToString(manifest.encode()));
  }

  IndexedManifest indexedManifest() {
    return IndexedManifest.decode(Base64.getDecoder().decode(manifest));
  }

  ConnectionName connectionName() {
    return new ConnectionName(connection);
  }

  VersionOrigin origin() {
    return connection.isEmpty()
        ? new VersionOrigin.Internal()
        : new VersionOrigin.External(connectionName());
  }

  /** Empty if the manifest cannot be read: such a version counts as absent. */
  Optional<OwnVersion> own() {
    try {
      var indexed = indexedManifest();
      var listed = new ListedVersion(version, status, origin(), retainedAt, Revision.of(indexed));
      return Optional.of(new OwnVersion(listed, indexed));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  Optional<ListedVersion> listed() {
    return own().map(OwnVersion::listed);
  }
}
