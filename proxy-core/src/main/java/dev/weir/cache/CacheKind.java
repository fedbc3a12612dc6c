package dev.weir.cache;

import java.util.Locale;

/** What an answer of the cache is. */
public enum CacheKind {
  PACKUMENT,
  TARBALL;

  /** The value of the {@code kind} tag. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
