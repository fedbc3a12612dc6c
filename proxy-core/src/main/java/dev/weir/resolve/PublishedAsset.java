package dev.weir.resolve;

import dev.weir.cache.AssetHashes;
import dev.weir.storage.BlobId;
import dev.weir.storage.Digest;
import dev.weir.storage.DigestAlgorithm;

/**
 * The tarball of a version that was published here: a blob of the ledger.
 *
 * @param blob its SHA-512, 128 hexadecimal digits
 * @param length in bytes
 * @param hashes the others that the control API shows
 * @param entry the repository that it was published to, wherever it was copied since
 */
public record PublishedAsset(String blob, long length, AssetHashes hashes, String entry) {
  BlobId blobId() {
    return new BlobId(new Digest(DigestAlgorithm.SHA512, blob));
  }
}
