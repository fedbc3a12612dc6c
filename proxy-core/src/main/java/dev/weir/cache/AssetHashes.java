package dev.weir.cache;

/** The hashes of a tarball beside its SHA-512, which names its blob: lower-case hexadecimal. */
public record AssetHashes(String md5, String sha1, String sha256) {}
