package dev.weir.metrics;

import java.util.function.LongSupplier;

/**
 * Where a pool's figures are read at each scrape, on any thread.
 *
 * @param active threads at work now
 * @param queued tasks that wait now
 * @param rejected tasks refused since the start
 */
public record PoolFigures(LongSupplier active, LongSupplier queued, LongSupplier rejected) {}
