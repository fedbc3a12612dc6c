package dev.weir.cache;

import dev.weir.model.RepositoryId;
import java.time.Duration;

/** Hears what the cache does. Called where it happened: must be quick and must not throw. */
public interface CacheListener {
  CacheListener NONE = new CacheListener() {};

  /** A request through {@code repository} was answered. */
  default void answered(RepositoryId repository, CacheKind kind, CacheStatus status) {}

  /** A caller joined a flight that another had started: one fetch saved. */
  default void joined(CacheKind kind) {}

  /** Flights began (1) or ended (-1). */
  default void flights(CacheKind kind, int delta) {}

  /** Bytes were not what they should have been, from an origin or from the store. */
  default void integrityFailed(CacheKind kind) {}

  /** Bytes that no origin had to send. */
  default void bytesSaved(long bytes) {}

  /** A document of {@code documentBytes}, decoded, was indexed and stored. */
  default void ingested(Duration elapsed, long documentBytes) {}

  /** A representation of {@code bytes}, as it goes out, was made. */
  default void rendered(Duration elapsed, long bytes) {}

  /** A blob went because the store was over its quota. */
  default void evicted(long bytes) {}

  /** This many blobs without a record were deleted. */
  default void swept(int blobs) {}

  /** A version that is retained here is no longer offered by its origin. */
  default void removed() {}

  /** The disk got back what deleted blobs had held. */
  default void reclaimed() {}
}
