package dev.weir.npm;

/**
 * What looking into a published tarball may cost.
 *
 * @param maxUnpacked unpacked bytes that are read
 * @param maxEntries entries that it may have
 * @param maxReadme bytes of its readme that are kept; a longer one is cut
 */
public record TarballLimits(long maxUnpacked, int maxEntries, int maxReadme) {
  public TarballLimits {
    if (maxUnpacked < 1 || maxEntries < 1 || maxReadme < 0) {
      throw new IllegalArgumentException(
          "limits: %d, %d, %d (expected: > 0, > 0, >= 0)"
              .formatted(maxUnpacked, maxEntries, maxReadme));
    }
  }
}
