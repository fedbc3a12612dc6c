package dev.weir.compare.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/** What processes have cost so far, as the kernel counts it. Linux only. */
public final class ProcessCosts {
  /** Linux reports to user space in hundredths of a second, whatever its own clock does. */
  private static final Duration TICK = Duration.ofMillis(10);

  private ProcessCosts() {}

  /** User and system time of all threads of these processes; those that are gone count nothing. */
  public static Duration cpu(Collection<Long> pids) throws IOException {
    long ticks = 0;
    for (long pid : pids) {
      ticks += ticks(pid);
    }
    return TICK.multipliedBy(ticks);
  }

  private static long ticks(long pid) throws IOException {
    try {
      return ticks(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }

  /** Fields 14 and 15 of proc(5); the second one, a name in brackets, may contain anything. */
  static long ticks(String stat) {
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /** Resident memory now, in bytes, shared pages counted once for each process. */
  public static long resident(Collection<Long> pids) throws IOException {
    return status(pids, "VmRSS:");
  }

  /** The most that was ever resident, in bytes; the peaks of several processes are added. */
  public static long peakResident(Collection<Long> pids) throws IOException {
    return status(pids, "VmHWM:");
  }

  private static long status(Collection<Long> pids, String field) throws IOException {
    long sum = 0;
    for (long pid : pids) {
      try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
        sum +=
            lines
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
      } catch (NoSuchFileException gone) {
        // Counts nothing.
      }
    }
    return sum;
  }
}
