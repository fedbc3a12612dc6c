package dev.weir.storage;

/**
 * How much a blob store holds.
 *
 * @param blobs visible blobs
 * @param liveBytes the lengths of visible blobs, in bytes
 * @param diskBytes what the whole store (records and logs too) takes on disk, in bytes, at the last
 *     look; 0 for a store in memory
 */
public record BlobUsage(long blobs, long liveBytes, long diskBytes) {}
