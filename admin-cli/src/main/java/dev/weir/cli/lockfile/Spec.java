package dev.weir.cli.lockfile;

/**
 * A package's name and what stands after the {@code @} behind it: a version, a range, an address.
 *
 * @param rest empty if nothing stands there
 */
record Spec(String name, String rest) {
  /** A scope begins with the first {@code @}; the one that comes next ends the name. */
  static Spec of(String text) {
    int at = text.indexOf('@', 1);
    return at < 0 ? new Spec(text, "") : new Spec(text.substring(0, at), text.substring(at + 1));
  }
}
