package dev.weir.compare.load;

import java.time.Duration;

/**
 * What came of filling a cache.
 *
 * @param bytes of all bodies, as they came
 */
public record FillReport(Duration time, long bytes) {}
