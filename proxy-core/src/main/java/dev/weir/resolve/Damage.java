package dev.weir.resolve;

import dev.weir.cache.AssetKey;
import java.util.Optional;

/** A stored tarball whose bytes are not what they were, or are not there. */
public sealed interface Damage {
  /**
   * Of a version that was published here: nobody else has its bytes.
   *
   * @param blob SHA-512, hexadecimal
   */
  record Published(VersionPath path, String blob, String problem) implements Damage {}

  /**
   * Of an origin: it was dropped.
   *
   * @param blob SHA-512, hexadecimal
   * @param lost why it could not be fetched again; empty if it is here
   */
  record Cached(AssetKey key, String blob, String problem, Optional<String> lost)
      implements Damage {}
}
