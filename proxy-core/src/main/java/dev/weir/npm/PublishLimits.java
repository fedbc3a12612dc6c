package dev.weir.npm;

/**
 * What a publish document may cost.
 *
 * @param maxRest bytes of the document beside its tarball, which are held in memory
 * @param maxTarball bytes of its tarball, which are not
 * @param maxVersions versions that it may have
 */
public record PublishLimits(int maxRest, long maxTarball, int maxVersions) {
  /** The settings that a client can ask its operator for. */
  static final String MAX_REST = "publish.max-document";

  static final String MAX_TARBALL = "publish.max-tarball";

  public PublishLimits {
    check("maxRest", maxRest);
    check("maxTarball", maxTarball);
    check("maxVersions", maxVersions);
  }

  private static void check(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s: %d (expected: > 0)".formatted(name, value));
    }
  }
}
