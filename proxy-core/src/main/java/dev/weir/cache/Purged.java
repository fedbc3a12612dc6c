package dev.weir.cache;

import java.util.List;

/**
 * What a purge did.
 *
 * @param documents stored documents dropped, or, if a version was named, to be revalidated
 * @param tarballs dropped
 * @param bytes that the store no longer needs
 * @param hotEntries dropped from memory
 * @param kept tarballs that could not be had again
 */
public record Purged(int documents, int tarballs, long bytes, int hotEntries, List<Kept> kept) {
  public Purged {
    kept = List.copyOf(kept);
  }

  /**
   * A tarball that stays.
   *
   * @param version as the packument says, else as the tarball's name does
   * @param reason in words
   */
  public record Kept(String version, String reason) {}
}
