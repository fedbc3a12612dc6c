package dev.weir.compare.wrk;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What wrk saw.
 *
 * @param micros how long it ran
 * @param bytes all that it received, heads included
 * @param connect connections that could not be had
 * @param status answers with a status of 400 or more
 * @param p50 and so on: latencies in microseconds
 */
public record WrkReport(
    long micros,
    long requests,
    long bytes,
    long connect,
    long read,
    long write,
    long status,
    long timeout,
    long p50,
    long p90,
    long p99,
    long p999,
    long max) {

  /** Finds the line that our script writes; throws if there is none. */
  static WrkReport parse(String output) {
    var line =
        output
            .lines()
            .filter(text -> text.startsWith(WrkScript.MARK))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("wrk: no report (expected: one) in " + output));
    try {
      var json = line.substring(WrkScript.MARK.length());
      return JsonMapper.shared().readValue(json, WrkReport.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("wrk: " + line + " (expected: a report)", e);
    }
  }

  public double requestsPerSecond() {
    return requests * 1e6 / micros;
  }

  /** Millions of bytes a second. */
  public double megabytesPerSecond() {
    return (double) bytes / micros;
  }

  /** Errors of connections, whatever their kind. */
  public long broken() {
    return connect + read + write + timeout;
  }
}
