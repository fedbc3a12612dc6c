package dev.weir.storage;

/** A blob's address: the SHA-512 of its content. */
public record BlobId(Digest digest) {
  public BlobId {
    if (digest.algorithm() != DigestAlgorithm.SHA512) {
      throw new IllegalArgumentException("digest: %s (expected: a SHA512)".formatted(digest));
    }
  }

  public static BlobId of(byte[] sha512) {
    return new BlobId(Digest.of(DigestAlgorithm.SHA512, sha512));
  }

  /** 128 lower-case hexadecimal digits. */
  public String hex() {
    return digest.hex();
  }

  /** A fresh copy of the 64 bytes. */
  public byte[] bytes() {
    return digest.bytes();
  }

  @Override
  public String toString() {
    return hex();
  }
}
