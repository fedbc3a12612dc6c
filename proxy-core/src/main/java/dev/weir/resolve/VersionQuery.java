package dev.weir.resolve;

import dev.weir.policy.OriginType;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which versions of a package a listing shows, and in which order.
 *
 * @param status only those of this status, if given
 * @param origin only those that came so, if given
 */
public record VersionQuery(
    Optional<String> status, Optional<OriginType> origin, boolean newestFirst) {
  public static final VersionQuery ALL =
      new VersionQuery(Optional.empty(), Optional.empty(), false);

  boolean shows(VersionRecord record) {
    return status.map(record.status()::equals).orElse(true)
        && origin.map(record.origin().type()::equals).orElse(true);
  }

  Comparator<VersionPlace> order() {
    return newestFirst ? VersionPlace.NEWEST_FIRST : VersionPlace.BY_NAME;
  }
}
