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
 * @param removedAt since when its origin is known to offer it no more, epoch milliseconds
 * @param published where its bytes are, if it was published here; it then came through no
 *     connection, which is the empty string
 * @param entry the repository that it was published to, if its bytes were destroyed since
 */
public record VersionRecord(
    int v,
    String version,
    String status,
    String connection,
    String file,
    long retainedAt,
    String manifest,
    Optional<Long> removedAt,
    Optional<PublishedAsset> published,
    Optional<String> entry) {
  static final int VERSION = 1;
  static final String PUBLISHED = "Published";
  static final String UNLISTED = "Unlisted";
  static final String ARCHIVED = "Archived";
  static final String DISPOSED = "Disposed";
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
        encoded(manifest),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static VersionRecord published(PublishedAsset asset, IndexedManifest manifest, long now) {
    var facts = manifest.facts();
    return new VersionRecord(
        VERSION,
        facts.version(),
        PUBLISHED,
        "",
        facts.fileName(),
        now,
        encoded(manifest),
        Optional.empty(),
        Optional.of(asset),
        Optional.empty());
  }

  private static String encoded(IndexedManifest manifest) {
    return Base64.getEncoder().encodeToString(manifest.encode());
  }

  /** Whether it was published here, or is a copy of what was. */
  boolean isOurs() {
    return connection.isEmpty();
  }

  /** Whether packuments show it. */
  boolean isListed() {
    return status.equals(PUBLISHED);
  }

  /** Whether its tarball is given out. */
  boolean isServed() {
    return status.equals(PUBLISHED) || status.equals(UNLISTED);
  }

  VersionRecord inStatus(String now) {
    return new VersionRecord(
        v, version, now, connection, file, retainedAt, manifest, removedAt, published, entry);
  }

  /** As its origin offers it again, or since when it does not. */
  VersionRecord removed(Optional<Long> since) {
    return new VersionRecord(
        v, version, status, connection, file, retainedAt, manifest, since, published, entry);
  }

  /** As another repository gets it at this time, epoch milliseconds. */
  VersionRecord copied(long now) {
    return new VersionRecord(
        v, version, status, connection, file, now, manifest, removedAt, published, entry);
  }

  /** Without its bytes. */
  VersionRecord disposed() {
    return new VersionRecord(
        v,
        version,
        DISPOSED,
        connection,
        file,
        retainedAt,
        manifest,
        removedAt,
        Optional.empty(),
        publishedTo());
  }

  VersionRecord with(IndexedManifest now) {
    return new VersionRecord(
        v,
        version,
        status,
        connection,
        file,
        retainedAt,
        encoded(now),
        removedAt,
        published,
        entry);
  }

  IndexedManifest indexedManifest() {
    return IndexedManifest.decode(Base64.getDecoder().decode(manifest));
  }

  ConnectionName connectionName() {
    return new ConnectionName(connection);
  }

  VersionOrigin origin() {
    return connection.isEmpty()
        ? new VersionOrigin.Internal(publishedTo().orElse(""))
        : new VersionOrigin.External(connectionName());
  }

  private Optional<String> publishedTo() {
    return published.map(PublishedAsset::entry).or(() -> entry);
  }

  /** Empty if the manifest cannot be read: such a version counts as absent. */
  Optional<OwnVersion> own() {
    try {
      var indexed = indexedManifest();
      var listed = new ListedVersion(version, status, origin(), retainedAt, Revision.of(indexed));
      return Optional.of(new OwnVersion(listed, indexed, published));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  Optional<ListedVersion> listed() {
    return own().map(OwnVersion::listed);
  }
}
