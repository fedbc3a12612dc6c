package dev.weir.cache;

/** What to do about a document. */
public enum CacheDecision {
  /** Serve it. */
  HIT,
  /** Serve it, and revalidate it behind: stale-while-revalidate. */
  SERVE_AND_REVALIDATE,
  /** Revalidate it first, for a bounded time; on a fault or when late serve it: stale-if-error. */
  REVALIDATE,
  /** Serve it although it is stale: the origin is not to be asked now. */
  SERVE_STALE,
  /** Nothing is stored: ask the origin. */
  FETCH,
  /** Nothing is stored, and the origin is not to be asked. */
  UNAVAILABLE
}
