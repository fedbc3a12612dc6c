package dev.weir.control;

import dev.weir.model.PackageName;
import dev.weir.resolve.ListedVersion;
import dev.weir.resolve.OriginRestrictions;
import dev.weir.resolve.VersionOrigin;
import org.jspecify.annotations.Nullable;

/** What the answers about packages have in common. */
final class PackageForm {
  private PackageForm() {}

  /** The API's {@code PackageOriginConfiguration}. */
  record OriginConfiguration(Restrictions restrictions) {}

  /** The API's {@code PackageOriginRestrictions}. */
  record Restrictions(String publish, String upstream) {}

  /** The API's {@code PackageVersionOrigin}. */
  record Origin(@Nullable EntryPoint domainEntryPoint, String originType) {}

  /** The API's {@code DomainEntryPoint}, of what came from outside. */
  record EntryPoint(String externalConnectionName) {}

  /** The API's {@code PackageVersionSummary}. */
  record VersionSummary(String version, String revision, String status, Origin origin) {}

  static OriginConfiguration configuration(OriginRestrictions restrictions) {
    return new OriginConfiguration(
        new Restrictions(restrictions.publish().name(), restrictions.upstream().name()));
  }

  static Origin origin(VersionOrigin origin) {
    return new Origin(
        origin.<@Nullable EntryPoint>match(
            external -> new EntryPoint(external.connection().value()), () -> null),
        origin.type().name());
  }

  static VersionSummary summary(ListedVersion version) {
    return new VersionSummary(
        version.version(), version.revision(), version.status(), origin(version.origin()));
  }

  /** Left out of the answer for a name without a scope. */
  static @Nullable String namespace(PackageName name) {
    return name.scope().orElse(null);
  }
}
