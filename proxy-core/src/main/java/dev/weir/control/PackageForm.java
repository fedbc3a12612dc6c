package dev.weir.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weir.model.PackageName;
import dev.weir.policy.OriginRestrictions;
import dev.weir.resolve.ListedPackage;
import dev.weir.resolve.ListedVersion;
import dev.weir.resolve.VersionOrigin;
import org.jspecify.annotations.Nullable;

/** What the answers about packages have in common. */
final class PackageForm {
  private PackageForm() {}

  /** The API's {@code PackageOriginConfiguration}. */
  record OriginConfiguration(Restrictions restrictions) {}

  /** The API's {@code PackageOriginRestrictions}. */
  record Restrictions(String publish, String upstream) {}

  /** The API's {@code PackageSummary}; here its name is called {@code package}. */
  record PackageSummary(
      String format,
      @Nullable String namespace,
      @JsonProperty("package") String name,
      OriginConfiguration originConfiguration) {}

  /** The API's {@code PackageVersionOrigin}. */
  record Origin(EntryPoint domainEntryPoint, String originType) {}

  /** The API's {@code DomainEntryPoint}: one of the two. */
  record EntryPoint(@Nullable String externalConnectionName, @Nullable String repositoryName) {}

  /** The API's {@code PackageVersionSummary}. */
  record VersionSummary(String version, String revision, String status, Origin origin) {}

  static OriginConfiguration configuration(OriginRestrictions restrictions) {
    return new OriginConfiguration(
        new Restrictions(restrictions.publish().name(), restrictions.upstream().name()));
  }

  static PackageSummary summary(ListedPackage listed) {
    return new PackageSummary(
        Formats.NPM,
        namespace(listed.name()),
        listed.name().basename(),
        configuration(listed.restrictions()));
  }

  static Origin origin(VersionOrigin origin) {
    return new Origin(
        origin.match(
            external -> new EntryPoint(external.connection().value(), null),
            internal -> new EntryPoint(null, internal.entry())),
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
