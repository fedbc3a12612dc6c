package dev.weir.resolve;

import dev.weir.cache.AssetKey;

/** A stored tarball whose bytes are not what they were, or are not there. */
public sealed interface Damage {
  /**
   * Of a version that was published here: nobody else has its bytes.
   *
   * @param blob SHA-512, hexadecimal
   */
  record Published(VersionPath path, String blob, String problem) implements Damage {}

  /**
   * Of an origin: it was dropped, and the next request fetches it again.
   *
   * @param blob SHA-512, hexadecimal
   */
  record Cached(AssetKey key, String blob, String problem) implements Damage {}
}
