package dev.weir.compare.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a server's processes have used so far, as Linux counts it.
 *
 * @param cpu user and system time of all, in steps of 10 ms
 * @param peakBytes the most memory resident since the last {@link #resetPeak}, summed over
 *     processes
 */
public record ServerCost(Duration cpu, long peakBytes) {
  /** Of {@code sysconf(_SC_CLK_TCK)}, which is 100 on every Linux there is. */
  private static final int TICKS_PER_SECOND = 100;

  public static ServerCost of(List<Long> pids) {
    long ticks = 0;
    long peak = 0;
    for (long pid : pids) {
      ticks += ticks(pid);
      peak += peak(pid);
    }
    return new ServerCost(Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND), peak);
  }

  /** Lets the peak begin anew at what is resident now (proc(5), clear_refs). */
  public static void resetPeak(List<Long> pids) {
    pids.forEach(ServerCost::resetPeak);
  }

  public Duration cpuSince(ServerCost before) {
    return cpu.minus(before.cpu);
  }

  private static long ticks(long pid) {
    var line = read(pid, "stat");
    // The name in parentheses may hold blanks; utime and stime are fields 14 and 15.
    var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  private static long peak(long pid) {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .sum();
  }

  private static void resetPeak(long pid) {
    try {
      Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/" + file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
