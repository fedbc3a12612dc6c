package dev.weir.config;

import java.time.Duration;

/** {@code packages}: what the control API reads of packages. */
public record PackagesSettings(
    @Doc("How long a listing waits for versions that are being retained") Duration settle,
    @Doc("Records that one part of a listing looks at; then it is short and goes on by token")
        int maxScan,
    @Doc("Bytes that a tarball is unpacked to, at most, in search of its readme")
        DataSize readmeMaxUnpacked,
    @Doc("Entries of a tarball that are looked at for its readme") int readmeMaxEntries,
    @Doc("Longest readme shown; a longer one is cut") DataSize readmeMaxSize,
    @Doc("How long a domain's size is remembered") Duration sizeFresh,
    @Doc("Versions that are counted for a domain's size; more are left out") int sizeMaxVersions) {
  public static final PackagesSettings DEFAULTS =
      new PackagesSettings(
          Duration.ofSeconds(5),
          10000,
          DataSize.mebibytes(256),
          100000,
          DataSize.mebibytes(1),
          Duration.ofMinutes(1),
          200000);

  public PackagesSettings {
    Check.notNegative(settle, "settle");
    Check.atLeast(1, maxScan, "max-scan");
    Check.atLeast(DataSize.kibibytes(64), readmeMaxUnpacked, "readme-max-unpacked");
    Check.atLeast(1, readmeMaxEntries, "readme-max-entries");
    Check.atLeast(DataSize.kibibytes(1), readmeMaxSize, "readme-max-size");
    Check.notNegative(sizeFresh, "size-fresh");
    Check.atLeast(1, sizeMaxVersions, "size-max-versions");
  }
}
