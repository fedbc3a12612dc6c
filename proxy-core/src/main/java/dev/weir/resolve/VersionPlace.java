package dev.weir.resolve;

import java.util.Comparator;

/**
 * Where a version stands in a listing. It never moves while others come and go, so a listing can go
 * on from it.
 *
 * @param publishedAt epoch milliseconds
 */
public record VersionPlace(long publishedAt, String version) {
  /** In the order of the versions' texts. */
  static final Comparator<VersionPlace> BY_NAME = Comparator.comparing(VersionPlace::version);

  /** The newest first. */
  static final Comparator<VersionPlace> NEWEST_FIRST =
      Comparator.comparingLong(VersionPlace::publishedAt)
          .reversed()
          .thenComparing(VersionPlace::version);

  static VersionPlace of(VersionRecord record) {
    return new VersionPlace(record.retainedAt(), record.version());
  }
}
