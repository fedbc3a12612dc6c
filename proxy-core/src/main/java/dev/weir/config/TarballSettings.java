package dev.weir.config;

/** {@code tarball}: tarballs and their flights. */
public record TarballSettings(
    @Doc("Longest tarball taken from an origin") DataSize maxSize,
    @Doc("The last bytes of a download that its readers share in memory") DataSize flightTail,
    @Doc("Downloads that run or wait at a time") int maxFlights,
    @Doc("Give out retained tarballs of versions that their origin has removed, to lockfiles")
        boolean serveRemoved,
    @Doc(
            "Packages at a time whose origin is asked behind a reply whether it still offers a version")
        int maxRechecks,
    @Doc("How many versions are remembered as asked about") int recheckEntries) {
  public static final TarballSettings DEFAULTS =
      new TarballSettings(DataSize.gibibytes(2), DataSize.mebibytes(4), 20000, true, 32, 50000);

  public TarballSettings {
    Check.atLeast(DataSize.kibibytes(1), maxSize, "max-size");
    Check.atLeast(DataSize.kibibytes(512), flightTail, "flight-tail");
    Check.atLeast(1, maxFlights, "max-flights");
    Check.atLeast(0, maxRechecks, "max-rechecks");
    Check.atLeast(1, recheckEntries, "recheck-entries");
  }
}
