package dev.weir.config;

import java.time.Duration;

/** {@code publish}: packages of one's own. */
public record PublishSettings(
    @Doc("Longest tarball that can be published; longer is 413") DataSize maxTarball,
    @Doc("All of a publish document but its tarball; more is 413") DataSize maxDocument,
    @Doc("Versions that a publish document may name") int maxVersions,
    @Doc("Bytes that a published tarball may unpack to") DataSize maxUnpacked,
    @Doc("Bytes that one byte of a published tarball may unpack to, beyond 64 MiB in all")
        int maxRatio,
    @Doc("Entries that a published tarball may have") int maxEntries,
    @Doc("Publishes at a time; the others wait, and their bodies are not read") int maxConcurrent,
    @Doc("Publishes that wait; one more is 503") int maxWaiting,
    @Doc("How long one waits until it is 503") Duration maxWait) {
  /** What a tarball of any size may unpack to, in bytes: too little to keep anyone waiting. */
  private static final long ANY_RATIO = 64L << 20;

  public static final PublishSettings DEFAULTS =
      new PublishSettings(
          DataSize.mebibytes(512),
          DataSize.mebibytes(8),
          10000,
          DataSize.mebibytes(4096),
          200,
          200000,
          8,
          256,
          Duration.ofMinutes(1));

  public PublishSettings {
    Check.atLeast(DataSize.kibibytes(1), maxTarball, "max-tarball");
    Check.atLeast(DataSize.kibibytes(1), maxDocument, "max-document");
    Check.atLeast(1, maxVersions, "max-versions");
    Check.atLeast(DataSize.kibibytes(64), maxUnpacked, "max-unpacked");
    Check.atLeast(1, maxRatio, "max-ratio");
    Check.atLeast(1, maxEntries, "max-entries");
    Check.atLeast(1, maxConcurrent, "max-concurrent");
    Check.atLeast(0, maxWaiting, "max-waiting");
    Check.positive(maxWait, "max-wait");
  }

  /** The longest request body that may be a publish, in bytes: base64 makes four of three. */
  public long maxBody() {
    return maxDocument.bytes() + maxTarball.bytes() / 3 * 4 + 4;
  }

  /** What a tarball of {@code packed} bytes may unpack to, in bytes. */
  public long maxUnpacked(long packed) {
    return Math.min(maxUnpacked.bytes(), ANY_RATIO + packed * maxRatio);
  }
}
