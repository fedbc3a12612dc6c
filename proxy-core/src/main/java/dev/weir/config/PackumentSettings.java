package dev.weir.config;

import java.time.Duration;

/** {@code packument}: freshness and limits of packuments. */
public record PackumentSettings(
    @Doc("max-age told to clients; 0s has them revalidate each time") Duration clientMaxAge,
    @Doc("Least time a document is fresh, whatever its origin says") Duration minFresh,
    @Doc("Most time a document is fresh, whatever its origin says") Duration maxFresh,
    @Doc("Time a document is fresh if its origin says nothing") Duration defaultFresh,
    @Doc("After that, how long it is served at once and refreshed behind")
        Duration staleWhileRevalidate,
    @Doc("Later still, how long a client waits for the origin before stale is served")
        Duration revalidateDeadline,
    @Doc("How long an origin's 404 is remembered") Duration negativeFresh,
    @Doc("How many 404s are remembered") int negativeEntries,
    @Doc("How often no-cache requests may revalidate one package") Duration forceInterval,
    @Doc("Longest document taken from an origin, decoded") DataSize maxSize,
    @Doc("Most versions a document may have") int maxVersions,
    @Doc("Part of the heap for decoded package indexes; half of it at most") DataSize indexMemory) {
  public static final PackumentSettings DEFAULTS =
      new PackumentSettings(
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3),
          Duration.ofMinutes(1),
          100000,
          Duration.ofSeconds(1),
          DataSize.mebibytes(128),
          100000,
          DataSize.mebibytes(24));

  public PackumentSettings {
    Check.notNegative(clientMaxAge, "client-max-age");
    Check.notNegative(minFresh, "min-fresh");
    Check.notNegative(maxFresh, "max-fresh");
    Check.notAbove(minFresh, "min-fresh", maxFresh, "max-fresh");
    Check.notNegative(defaultFresh, "default-fresh");
    Check.notNegative(staleWhileRevalidate, "stale-while-revalidate");
    Check.positive(revalidateDeadline, "revalidate-deadline");
    Check.notNegative(negativeFresh, "negative-fresh");
    Check.atLeast(1, negativeEntries, "negative-entries");
    Check.notNegative(forceInterval, "force-interval");
    Check.atLeast(DataSize.kibibytes(1), maxSize, "max-size");
    Check.atLeast(1, maxVersions, "max-versions");
    Check.atLeast(DataSize.mebibytes(1), indexMemory, "index-memory");
  }
}
