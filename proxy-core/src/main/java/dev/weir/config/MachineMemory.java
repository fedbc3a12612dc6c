package dev.weir.config;

import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How much memory the daemon takes if nobody says. */
public final class MachineMemory {
  /** What the launcher found, in MiB; it looked before the JVM was there. */
  private static final String PROPERTY = "weir.memory.default-total";

  private MachineMemory() {}

  /** The launcher's answer, else a quarter of what this machine or container has. */
  public static DataSize defaultTotal() {
    return Optional.ofNullable(Long.getLong(PROPERTY))
        .map(DataSize::mebibytes)
        .orElseGet(() -> quarter(machine()));
  }

  /** A quarter of {@code bytes}, in whole MiB, 512MiB at least and 1GiB at most. */
  static DataSize quarter(long bytes) {
    return DataSize.mebibytes(Math.max(512, Math.min(1024, bytes >> 22)));
  }

  private static long machine() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return system.getTotalMemorySize();
  }
}
