package dev.weir.config;

import java.time.Duration;

/** {@code storage}: the stores in the data folder. */
public record StorageSettings(
    @Doc(
            "Live bytes of cached tarballs and documents; beyond it the least recently used tarballs go")
        DataSize maxSize,
    @Doc("Free disk space below which nothing new is stored") DataSize minFree,
    @Doc("How often the quota is looked at") Duration evictionInterval,
    @Doc("How often blobs without a record are looked for") Duration sweepInterval,
    @Doc("Age below which such a blob is left alone; longer than any download") Duration sweepGrace,
    @Doc("Threads that read from the store") int readThreads,
    @Doc("Threads that write to the store") int writeThreads,
    @Doc("Operations that may wait for those threads, each way") int queue,
    @Doc("Packages of deleted repositories, which are deleted behind") PurgeSettings purge) {
  public static final StorageSettings DEFAULTS =
      new StorageSettings(
          DataSize.gibibytes(20),
          DataSize.gibibytes(1),
          Duration.ofSeconds(10),
          Duration.ofHours(1),
          Duration.ofMinutes(30),
          4,
          2,
          20000,
          PurgeSettings.DEFAULTS);

  public StorageSettings {
    Check.atLeast(DataSize.mebibytes(16), maxSize, "max-size");
    Check.atLeast(new DataSize(0), minFree, "min-free");
    Check.positive(evictionInterval, "eviction-interval");
    Check.positive(sweepInterval, "sweep-interval");
    Check.positive(sweepGrace, "sweep-grace");
    Check.atLeast(1, readThreads, "read-threads");
    Check.atLeast(1, writeThreads, "write-threads");
    Check.atLeast(1, queue, "queue");
  }
}
