package dev.weir.cache;

import dev.weir.config.TarballSettings;
import dev.weir.config.UpstreamSettings;
import dev.weir.storage.Store;
import dev.weir.upstream.UpstreamClient;
import java.time.InstantSource;

/**
 * What all flights share.
 *
 * @param budget what tails, and bodies that pass through, are counted against
 */
public record TarballParts(
    Store store,
    Assets assets,
    UpstreamClient upstream,
    TarballSettings settings,
    UpstreamSettings upstreamSettings,
    CpuPool cpu,
    MemoryBudget budget,
    Deadlines deadlines,
    CacheListener listener,
    InstantSource clock) {}
