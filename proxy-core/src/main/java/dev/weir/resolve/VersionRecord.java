package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import dev.weir.model.ConnectionName;
import dev.weir.model.RepositoryId;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.VersionFacts;
import java.util.Base64;
import java.util.Optional;

/**
 * A version that a repository has of its own, so that it outlives its origin:
 *
 * <pre>
 * {"v":2,"version":"4.17.21","status":"Published","connection":"public:npmjs",
 *  "file":"lodash-4.17.21.tgz","retainedAt":1764000000000,
 *  "apart":{"revision":"q83v…","length":1234}}
 * </pre>
 *
 * <p>Its manifest may be long and is in a record of its own, so that many versions can be looked at
 * together. In records of format 1, and before it is written, it is in this one.
 *
 * @param status CodeArtifact's package version status
 * @param connection through which it came
 * @param file its tarball's name there
 * @param retainedAt epoch milliseconds
 * @param manifest {@link IndexedManifest#encode}, base64, if it is not in a record of its own
 * @param removedAt since when its origin is known to offer it no more, epoch milliseconds
 * @param published where its bytes are, if it was published here; it then came through no
 *     connection, which is the empty string
 * @param entry the repository that it was published to, if its bytes were destroyed since
 * @param apart where its manifest is, if that is in a record of its own
 */
public record VersionRecord(
    int v,
    String version,
    String status,
    String connection,
    String file,
    long retainedAt,
    Optional<String> manifest,
    Optional<Long> removedAt,
    Optional<PublishedAsset> published,
    Optional<String> entry,
    Optional<ApartManifest> apart) {
  static final int VERSION = 2;
  static final String PUBLISHED = "Published";
  static final String UNLISTED = "Unlisted";
  static final String ARCHIVED = "Archived";
  static final String DISPOSED = "Disposed";
  static final JsonRecord<VersionRecord> FORMAT = new JsonRecord<>(VersionRecord.class);

  static VersionRecord retained(ConnectionName connection, IndexedManifest manifest, long now) {
    return of(connection.value(), Optional.empty(), manifest.facts(), now).within(manifest);
  }

  static VersionRecord published(
      PublishedAsset asset, VersionFacts facts, ApartManifest apart, long now) {
    return of("", Optional.of(asset), facts, now).with(apart);
  }

  /** Without a manifest, as yet. */
  private static VersionRecord of(
      String connection, Optional<PublishedAsset> published, VersionFacts facts, long now) {
    return new VersionRecord(
        VERSION,
        facts.version(),
        PUBLISHED,
        connection,
        facts.fileName(),
        now,
        Optional.empty(),
        Optional.empty(),
        published,
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it was published here, or is a copy of what was. */
  boolean isOurs() {
    return connection.isEmpty();
  }

  /** The repository that it is a copy of what was published to, if that is another one. */
  Optional<String> copiedFrom(RepositoryId here) {
    return publishedTo().filter(entry -> !entry.equals(here.repository().value()));
  }

  /** Whether another record is of the same bytes, from the same place. */
  boolean hasContentOf(VersionRecord other) {
    return connection.equals(other.connection)
        && published.map(PublishedAsset::blob).equals(other.published.map(PublishedAsset::blob));
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
        v,
        version,
        now,
        connection,
        file,
        retainedAt,
        manifest,
        removedAt,
        published,
        entry,
        apart);
  }

  /** As its origin offers it again, or since when it does not. */
  VersionRecord removed(Optional<Long> since) {
    return new VersionRecord(
        v, version, status, connection, file, retainedAt, manifest, since, published, entry, apart);
  }

  /** As another repository gets it at this time, epoch milliseconds. */
  VersionRecord copied(long now) {
    return new VersionRecord(
        v, version, status, connection, file, now, manifest, removedAt, published, entry, apart);
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
        publishedTo(),
        apart);
  }

  /** With its manifest in this record. */
  VersionRecord within(IndexedManifest now) {
    var text = Base64.getEncoder().encodeToString(now.encode());
    return with(Optional.of(text), Optional.empty(), v);
  }

  /** With a manifest that is in a record of its own. */
  VersionRecord with(ApartManifest now) {
    return with(Optional.empty(), Optional.of(now), VERSION);
  }

  /** What is to be known of many at a time: without a manifest. */
  VersionRecord head() {
    return manifest.isEmpty() ? this : with(Optional.empty(), apart, v);
  }

  private VersionRecord with(Optional<String> inside, Optional<ApartManifest> outside, int format) {
    return new VersionRecord(
        format,
        version,
        status,
        connection,
        file,
        retainedAt,
        inside,
        removedAt,
        published,
        entry,
        outside);
  }

  /**
   * Whether its manifest is known to whoever reads the record: a head alone must not be written.
   */
  boolean isWhole() {
    return manifest.isPresent() || apart.isPresent();
  }

  /** The manifest that is in this record; empty if there is none that can be read. */
  Optional<IndexedManifest> indexedManifest() {
    try {
      return manifest.map(text -> IndexedManifest.decode(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
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
  Optional<ListedVersion> listed() {
    return revision().map(known -> new ListedVersion(version, status, origin(), retainedAt, known));
  }

  private Optional<String> revision() {
    return apart.map(ApartManifest::revision).or(() -> indexedManifest().map(Revision::of));
  }

  /** With its manifest, which was read for it. */
  OwnVersion own(IndexedManifest read) {
    var listed = new ListedVersion(version, status, origin(), retainedAt, Revision.of(read));
    return new OwnVersion(listed, read, published);
  }
}
