package dev.weir.cache;

import dev.weir.model.Integrity;
import dev.weir.storage.BlobId;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;
import java.util.Optional;

/**
 * Where an origin's tarball is:
 *
 * <pre>
 * {"v":1,"blob":"9b71d2…","length":318961,"integrity":"sha512-m3HS…",
 *  "storedAt":1764000000000,"usedAt":1764003600000,
 *  "hashes":{"md5":"…","sha1":"…","sha256":"…"}}
 * </pre>
 *
 * @param integrity what it was checked against when it came, as SRI; empty if nothing was known
 * @param usedAt when it was last served, epoch milliseconds, to within {@link Tarballs}' patience
 * @param hashes those that only the control API shows; empty until it is asked for them
 */
public record AssetRecord(
    int v,
    String blob,
    long length,
    Optional<String> integrity,
    long storedAt,
    long usedAt,
    Optional<AssetHashes> hashes) {
  static final int VERSION = 1;
  static final JsonRecord<AssetRecord> FORMAT = new JsonRecord<>(AssetRecord.class);

  public BlobId blobId() {
    return new BlobId(new Digest(DigestAlgorithm.SHA512, blob));
  }

  /** Whether this still is what the origin's document asks for. */
  boolean fulfils(Optional<Integrity> wanted) {
    return wanted.isEmpty()
        || wanted.get().accepts(blobId().digest())
        || integrity.equals(wanted.map(Integrity::sri));
  }

  AssetRecord used(long now) {
    return new AssetRecord(v, blob, length, integrity, storedAt, now, hashes);
  }

  AssetRecord hashed(AssetHashes known) {
    return new AssetRecord(v, blob, length, integrity, storedAt, usedAt, Optional.of(known));
  }
}
