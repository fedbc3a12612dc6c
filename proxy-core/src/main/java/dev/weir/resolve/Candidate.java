package dev.weir.resolve;

import dev.weir.cache.HashedContent;
import dev.weir.model.Integrity;
import dev.weir.npm.IndexedManifest;
import dev.weir.npm.PackageTop;
import dev.weir.npm.ProvenanceBundle;
import dev.weir.npm.PublishDocument;
import dev.weir.npm.PublishRefusedException;
import dev.weir.npm.Published;
import dev.weir.npm.PublishedDist;
import dev.weir.npm.PublishedManifest;
import dev.weir.npm.TarballCheck;
import dev.weir.npm.TarballLimits;
import dev.weir.policy.OriginType;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A version that may be published: its tarball was read and is what was said, and nothing of it can
 * be seen yet.
 *
 * @param content of the tarball
 * @param tags that shall point at it
 * @param top the package's members that come with it
 * @param attestations as they are served, if there are any
 */
record Candidate(
    IndexedManifest manifest,
    HashedContent content,
    List<String> tags,
    String top,
    Optional<byte[]> attestations,
    Instant at) {
  private static final String LATEST = "latest";

  /** As JavaScript writes a date. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  String version() {
    return manifest.facts().version();
  }

  /**
   * Checks what a document brings. Reads the whole tarball: for the CPU pool only.
   *
   * @param tarball as it was written
   */
  static Candidate of(
      PublishDocument document,
      HashedContent content,
      WrittenTarball tarball,
      TarballLimits limits,
      Instant now)
      throws PublishRefusedException {
    var published = document.published().orElseThrow();
    var sha512 = new Digest(DigestAlgorithm.SHA512, content.sha512());
    var sha1 = new Digest(DigestAlgorithm.SHA1, content.others().sha1());
    var sha256 = new Digest(DigestAlgorithm.SHA256, content.others().sha256());
    check("dist.integrity", published.integrity(), List.of(sha512, sha256, sha1));
    check("dist.shasum", published.shasum(), List.of(sha1));
    var bundle = published.bundle().flatMap(attachment -> attachment.bundle());
    var provenance =
        bundle.isPresent()
            ? Optional.of(ProvenanceBundle.of(bundle.get()))
            : Optional.<ProvenanceBundle>empty();
    var checked = check(document, published, tarball, limits);
    var dist =
        new PublishedDist(
            sha512,
            sha1,
            checked.files(),
            checked.unpackedSize(),
            provenance.map(ProvenanceBundle::predicateType));
    var manifest = PublishedManifest.of(document.name(), published, dist, TIME.format(now));
    return new Candidate(
        manifest,
        content,
        document.distTags().entrySet().stream()
            .filter(tag -> tag.getValue().equals(published.version()))
            .map(Map.Entry::getKey)
            .toList(),
        PackageTop.of(manifest.json(), document.readme().or(checked::readme)),
        provenance.map(ProvenanceBundle::served),
        now);
  }

  private static dev.weir.npm.CheckedTarball check(
      PublishDocument document, Published published, WrittenTarball tarball, TarballLimits limits)
      throws PublishRefusedException {
    try (var tgz = tarball.open()) {
      return TarballCheck.check(tgz, document.name(), published.version(), limits);
    } catch (IOException impossible) {
      throw new UncheckedIOException("a source's failures are no such", impossible);
    }
  }

  private static void check(String member, Optional<Integrity> said, List<Digest> actual)
      throws PublishRefusedException {
    if (said.isPresent() && said.get().anyOf().stream().noneMatch(actual::contains)) {
      throw new PublishRefusedException(
          "%s: %s (expected: %s, which is what the tarball hashes to)"
              .formatted(member, said.get().sri(), new Integrity(List.of(actual.get(0))).sri()));
    }
  }

  /**
   * What is written, in that order: whoever sees the tags sees the version.
   *
   * @param apart where its manifest was written before
   */
  List<Write> writes(LocalPackage all, ApartManifest apart) {
    var path = all.path();
    var asset =
        new PublishedAsset(
            content.sha512(),
            content.length(),
            content.others(),
            path.repository().repository().value());
    var writes = new ArrayList<Write>();
    attestations.ifPresent(json -> writes.add(Write.attestations(path, version(), json)));
    var record = VersionRecord.published(asset, manifest.facts(), apart, at.toEpochMilli());
    writes.add(Write.version(path, record));
    writes.add(Write.packageRecord(path, record(all)));
    return writes;
  }

  private PackageRecord record(LocalPackage all) {
    var record =
        all.record()
            .orElseGet(() -> PackageRecord.first(OriginType.INTERNAL, at.toEpochMilli()))
            .having(OriginType.INTERNAL);
    var head = record.headOrEmpty();
    var now = new LinkedHashMap<>(head.tags());
    tags.forEach(tag -> now.put(tag, version()));
    boolean describes = tags.contains(LATEST) || head.top().isEmpty();
    return record.with(head.published(now, describes ? Optional.of(top) : head.top()));
  }
}
