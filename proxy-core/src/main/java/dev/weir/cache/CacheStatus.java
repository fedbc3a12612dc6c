package dev.weir.cache;

import java.util.Locale;

/** How the cache answered, in the words of nginx. */
public enum CacheStatus {
  /** Stored and fresh. */
  HIT,
  /** Not stored: an origin was asked. */
  MISS,
  /** Stored and too old, but the origin failed or was left alone. */
  STALE,
  /** Stored and too old, served at once while it is refreshed behind. */
  UPDATING,
  /** Stored and too old; the origin sent something new. */
  EXPIRED,
  /** Stored and too old; the origin said that nothing has changed. */
  REVALIDATED,
  /** Remembered as absent. */
  NEGATIVE,
  /** Not stored, and nothing was to be stored for want of room: it passed through. */
  BYPASS;

  /** The value of the {@code status} tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
