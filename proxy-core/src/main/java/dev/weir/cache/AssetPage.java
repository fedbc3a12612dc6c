package dev.weir.cache;

import dev.weir.storage.Key;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of stored tarballs.
 *
 * @param next where the next part begins; empty in the last one
 */
public record AssetPage(List<Entry> entries, Optional<Key> next) {
  public AssetPage {
    entries = List.copyOf(entries);
  }

  /** A tarball and its record as it was. */
  public record Entry(AssetKey key, AssetRecord record) {}
}
