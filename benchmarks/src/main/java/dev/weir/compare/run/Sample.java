package dev.weir.compare.run;

import dev.weir.compare.wrk.WrkReport;

/**
 * One round of one server.
 *
 * @param cpuSeconds of all the server's processes, while wrk ran
 */
public record Sample(WrkReport wrk, double cpuSeconds) {
  public double cpuMicrosPerRequest() {
    return cpuSeconds * 1e6 / wrk.requests();
  }

  /** Of one core. */
  public double cpuShare() {
    return cpuSeconds * 1e6 / wrk.micros();
  }

  public double cpuSecondsPerGigabyte() {
    return cpuSeconds * 1e9 / wrk.bytes();
  }
}
