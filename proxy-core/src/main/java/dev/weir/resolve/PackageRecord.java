package dev.weir.resolve;

import dev.weir.cache.JsonRecord;
import dev.weir.policy.OriginControls;
import dev.weir.policy.OriginRestrictions;
import dev.weir.policy.OriginType;
import dev.weir.policy.PackageFacts;
import java.util.Optional;

/**
 * A package of which a repository has, had or shall have versions of its own:
 *
 * <pre>
 * {"v":1,"since":1764000000000,"origin":"INTERNAL",
 *  "head":{"changes":3,"tags":{"latest":"1.0.0"},"top":"{…}"}}
 * </pre>
 *
 * @param since when the first one was published or retained, or the record was made, epoch
 *     milliseconds
 * @param origin where the first one came from; without a head it may be absent, in records older
 *     than the member, when there was nothing but retention
 * @param head what was done to it, if anything ever was
 */
public record PackageRecord(
    int v, long since, Optional<OriginType> origin, Optional<PackageHead> head) {
  static final int VERSION = 1;
  static final JsonRecord<PackageRecord> FORMAT = new JsonRecord<>(PackageRecord.class);

  /** Of a package without a version yet. */
  static PackageRecord declared(long now) {
    return new PackageRecord(VERSION, now, Optional.empty(), Optional.of(PackageHead.EMPTY));
  }

  /** Of a package whose first version comes from there. */
  static PackageRecord first(OriginType origin, long now) {
    return new PackageRecord(VERSION, now, Optional.of(origin), Optional.empty());
  }

  /** Where the first version came from; empty if there never was one. */
  Optional<OriginType> firstOrigin() {
    return origin.isPresent() || head.isPresent() ? origin : Optional.of(OriginType.EXTERNAL);
  }

  PackageHead headOrEmpty() {
    return head.orElse(PackageHead.EMPTY);
  }

  PackageFacts facts(boolean declaredPrivate) {
    return new PackageFacts(headOrEmpty().set(), firstOrigin(), declaredPrivate);
  }

  OriginRestrictions restrictions() {
    return OriginControls.of(facts(false));
  }

  PackageRecord with(PackageHead now) {
    return new PackageRecord(v, since, firstOrigin(), Optional.of(now));
  }

  /** With a version that comes from there, if it is the first. */
  PackageRecord having(OriginType first) {
    return firstOrigin().isPresent() ? this : new PackageRecord(v, since, Optional.of(first), head);
  }
}
