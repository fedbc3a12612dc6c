package dev.weir.resolve;

import java.util.Optional;
import java.util.TreeMap;

/**
 * Picks one part of the list of a package's versions out of all of them, which come in any order;
 * keeps no more than the part. Pure.
 */
final class VersionListing {
  private final VersionQuery query;
  private final Optional<VersionPlace> after;
  private final int limit;
  private final TreeMap<VersionPlace, ListedVersion> part;
  private boolean more;

  /**
   * @param after the last place of the part before
   * @param limit versions in the part, at most
   */
  VersionListing(VersionQuery query, Optional<VersionPlace> after, int limit) {
    this.query = query;
    this.after = after;
    this.limit = limit;
    this.part = new TreeMap<>(query.order());
  }

  void offer(VersionRecord record) {
    var place = VersionPlace.of(record);
    boolean passed = after.filter(last -> query.order().compare(place, last) <= 0).isPresent();
    if (passed || !query.shows(record)) {
      return;
    } else if (part.size() == limit && query.order().compare(place, part.lastKey()) > 0) {
      more = true;
      return;
    }
    record.listed().ifPresent(listed -> part.put(place, listed));
    if (part.size() > limit) {
      part.pollLastEntry();
      more = true;
    }
  }

  Listed<ListedVersion, VersionPlace> listed() {
    return new Listed<>(
        part.values().stream().toList(), more ? Optional.of(part.lastKey()) : Optional.empty());
  }
}
