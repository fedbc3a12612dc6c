package dev.weir.config;

import java.time.Duration;

/** {@code answer}: advisories, signing keys, attestations and searches that origins answer. */
public record AnswerSettings(
    @Doc("Longest answer taken from an origin, decoded") DataSize maxSize,
    @Doc("Answers kept in memory, all together") DataSize memory,
    @Doc("How long keys and attestations are fresh if their origin says nothing") Duration fresh,
    @Doc("Longest audit request, decoded; longer is 413") DataSize maxAudit,
    @Doc("Requests to origins for answers that run or wait at a time; one more is 503")
        int maxRunning) {
  public static final AnswerSettings DEFAULTS =
      new AnswerSettings(
          DataSize.mebibytes(8),
          DataSize.mebibytes(4),
          Duration.ofMinutes(5),
          DataSize.mebibytes(4),
          1000);

  public AnswerSettings {
    Check.atLeast(DataSize.kibibytes(1), maxSize, "max-size");
    Check.atLeast(DataSize.kibibytes(64), memory, "memory");
    Check.notNegative(fresh, "fresh");
    Check.atLeast(DataSize.kibibytes(1), maxAudit, "max-audit");
    Check.atLeast(1, maxRunning, "max-running");
  }
}
