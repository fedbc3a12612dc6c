package dev.weir.config;

import java.util.Optional;

/** {@code memory}: the budget, which the launcher splits. */
public record MemorySettings(
    @Doc("The whole process; unset is a quarter of the machine, at most 1GiB; 512MiB at least")
        Optional<DataSize> total,
    @Doc("Bodies kept ready to send; unset is what the other parts leave") Optional<DataSize> hot,
    @Doc("Bodies being written or produced that nothing else counts; unset is a share of total")
        Optional<DataSize> inFlight,
    @Doc("RocksDB block cache and write buffers together; unset is a share of total")
        Optional<DataSize> blockCache) {
  public static final MemorySettings DEFAULTS =
      new MemorySettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Below this there is too little left beside heap, buffers and the JVM itself. */
  public static final DataSize MIN_TOTAL = DataSize.mebibytes(512);

  public MemorySettings {
    total.ifPresent(size -> Check.atLeast(MIN_TOTAL, size, "total"));
    hot.ifPresent(size -> Check.atLeast(DataSize.mebibytes(8), size, "hot"));
    inFlight.ifPresent(size -> Check.atLeast(DataSize.mebibytes(16), size, "in-flight"));
    blockCache.ifPresent(size -> Check.atLeast(DataSize.mebibytes(16), size, "block-cache"));
  }
}
