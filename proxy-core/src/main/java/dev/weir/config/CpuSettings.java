package dev.weir.config;

/** {@code cpu}: the pool that indexes, renders, hashes and compresses. */
public record CpuSettings(
    @Doc("Threads; 0 is one per core") int threads,
    @Doc("Tasks that may wait") int queue,
    @Doc("Documents from this size on go through a lane of their own, so that small ones overtake")
        DataSize largeFrom,
    @Doc(
            "Published tarballs that are unpacked and checked at a time, taking turns on half the threads")
        int checks) {
  public static final CpuSettings DEFAULTS = new CpuSettings(0, 20000, DataSize.mebibytes(1), 8);

  public CpuSettings {
    Check.atLeast(0, threads, "threads");
    Check.atLeast(1, queue, "queue");
    Check.atLeast(new DataSize(1), largeFrom, "large-from");
    Check.atLeast(1, checks, "checks");
  }
}
