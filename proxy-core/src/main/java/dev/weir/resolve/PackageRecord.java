package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import java.util.Optional;

/**
 * That a repository has versions of a package of its own: {@code
 * {"v":1,"since":1764000000000,"origin":"EXTERNAL"}}.
 *
 * @param since when the first one was published or retained, epoch milliseconds
 * @param origin where the first one came from; absent in records older than the member, when there
 *     was nothing but retention
 */
public record PackageRecord(int v, long since, Optional<OriginType> origin) {
  static final int VERSION = 1;
  static final JsonRecord<PackageRecord> FORMAT = new JsonRecord<>(PackageRecord.class);

  static PackageRecord first(VersionRecord version) {
    return new PackageRecord(VERSION, version.retainedAt(), Optional.of(version.origin().type()));
  }

  OriginRestrictions restrictions() {
    return OriginRestrictions.byFirst(origin.orElse(OriginType.EXTERNAL));
  }
}
