package dev.weir.npm;

/**
 * What a packument may cost.
 *
 * @param maxVersions most versions a document may have; one with more is malformed
 */
public record PackumentLimits(int maxVersions) {
  public PackumentLimits {
    if (maxVersions < 1) {
      throw new IllegalArgumentException("maxVersions: %d (expected: > 0)".formatted(maxVersions));
    }
  }
}
