package dev.weir.npm;

/**
 * How much of a tarball is looked at for its readme.
 *
 * @param maxUnpacked unpacked bytes that are read, at most
 * @param maxEntries entries that are looked at, at most
 * @param maxSize bytes of a readme that are shown; a longer one is cut
 */
public record ReadmeLimits(long maxUnpacked, int maxEntries, int maxSize) {}
