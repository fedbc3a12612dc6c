package dev.weir.cache;

/**
 * What a tarball was when it was read from end to end.
 *
 * @param length in bytes
 * @param sha512 128 lower-case hexadecimal digits
 */
public record HashedContent(long length, String sha512, AssetHashes others) {}
