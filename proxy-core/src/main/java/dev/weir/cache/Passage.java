package dev.weir.cache;

import dev.weir.io.ByteSource;

/** A tarball straight from its origin, or how that ended before its first byte. */
public sealed interface Passage {
  /**
   * On its way.
   *
   * @param body to be read once, in order; whoever receives this closes it
   */
  record Open(ByteSource body) implements Passage {}

  /** It did not come about. */
  record Ended(TarballEnd end) implements Passage {}
}
