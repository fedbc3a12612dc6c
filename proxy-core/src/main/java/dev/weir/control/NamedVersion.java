package dev.weir.control;

import dev.weir.npm.Shown;
import dev.weir.resolve.VersionAsset;
import dev.weir.resolve.VersionPath;

/** A version as a request names it, which need not exist. */
record NamedVersion(NamedPackage of, String version) {
  static NamedVersion of(Fields fields) {
    return new NamedVersion(
        NamedPackage.of(fields), fields.required("version", Constraint.PACKAGE_VERSION));
  }

  /** Where to look for it; throws if no package here can have the name. */
  VersionPath path() {
    return new VersionPath(of.repository(), of.required(), version);
  }

  ControlException notFound() {
    return about("Package version not found. %s does not exist".formatted(words()));
  }

  /** That the version is here and has no readme, and why. */
  ControlException noReadme(String why) {
    return about("Readme not found. %s has none: %s".formatted(words(), why));
  }

  ControlException noAsset(String asset) {
    return ControlException.notFound(
        ResourceKind.ASSET,
        id() + "/" + asset,
        "Asset not found. %s has no asset '%s' to give (expected: %s)"
            .formatted(words(), Shown.of(asset), VersionAsset.NAME));
  }

  String id() {
    return of.id() + "/" + version;
  }

  private ControlException about(String message) {
    return ControlException.notFound(ResourceKind.PACKAGE_VERSION, id(), message);
  }

  private String words() {
    return "Version '%s' of package '%s' in %s"
        .formatted(Shown.of(version), Shown.of(of.full()), of.place());
  }
}
