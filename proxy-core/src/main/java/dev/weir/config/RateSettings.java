package dev.weir.config;

/** {@code quota.rates}: requests of the control API that are answered in a second; 0 is all. */
public record RateSettings(
    @Doc("CopyPackageVersions") int copyPackageVersions,
    @Doc("GetAuthorizationToken") int getAuthorizationToken,
    @Doc("GetPackageVersionAsset") int getPackageVersionAsset,
    @Doc("ListPackages") int listPackages,
    @Doc("ListPackageVersions") int listPackageVersions,
    @Doc("ListPackageVersionAssets") int listPackageVersionAssets,
    @Doc("PublishPackageVersion") int publishPackageVersion,
    @Doc("All requests of the CodeArtifact API that read") int read,
    @Doc("All requests of it that change something, GetAuthorizationToken among them") int write,
    @Doc("Requests of it with one token or access key") int perToken,
    @Doc("Requests of it without a token from one address") int perAddress,
    @Doc("Tokens, and addresses, whose requests are counted; the longest unused is forgotten")
        int maxKeys) {
  public static final RateSettings DEFAULTS =
      new RateSettings(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10_000);

  public RateSettings {
    Check.atLeast(0, copyPackageVersions, "copy-package-versions");
    Check.atLeast(0, getAuthorizationToken, "get-authorization-token");
    Check.atLeast(0, getPackageVersionAsset, "get-package-version-asset");
    Check.atLeast(0, listPackages, "list-packages");
    Check.atLeast(0, listPackageVersions, "list-package-versions");
    Check.atLeast(0, listPackageVersionAssets, "list-package-version-assets");
    Check.atLeast(0, publishPackageVersion, "publish-package-version");
    Check.atLeast(0, read, "read");
    Check.atLeast(0, write, "write");
    Check.atLeast(0, perToken, "per-token");
    Check.atLeast(0, perAddress, "per-address");
    Check.atLeast(1, maxKeys, "max-keys");
  }
}
