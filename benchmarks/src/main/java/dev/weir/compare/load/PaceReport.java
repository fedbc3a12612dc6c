package dev.weir.compare.load;

/**
 * What came of a run at an even rate.
 *
 * @param perSecond the rate
 * @param latencies from when each request was due to its answer's last byte
 * @param lateness from when each request was due until it was sent: the client's own share, and the
 *     wait for a connection
 */
public record PaceReport(double perSecond, Histogram latencies, Histogram lateness) {}
