package dev.weir.config;

import java.time.Duration;

/** {@code storage.purge}: how the packages of deleted repositories are deleted. */
public record PurgeSettings(
    @Doc("Records deleted at the same time") int parallel,
    @Doc("Longest wait of a new repository for the end of an earlier one of its name")
        Duration longestWait) {
  public static final PurgeSettings DEFAULTS = new PurgeSettings(64, Duration.ofSeconds(10));

  public PurgeSettings {
    Check.between(1, 1000, parallel, "parallel");
    Check.positive(longestWait, "longest-wait");
  }
}
