package dev.weir.daemon;

import dev.weir.cache.CpuPool;
import dev.weir.cache.HotCache;
import dev.weir.metrics.HotFigures;
import dev.weir.metrics.Meters;
import dev.weir.metrics.PoolFigures;
import dev.weir.storage.rocksdb.RocksStores;
import io.netty.util.internal.PlatformDependent;

/** What the meters read of stores, pools and the hot cache whenever somebody scrapes. */
final class StoreFigures {
  private StoreFigures() {}

  static void show(Meters meters, RocksStores stores, HotCache hot, CpuPool cpu) {
    meters.store(stores.ledger());
    meters.store(stores.cache());
    meters.hot(
        new HotFigures(
            hot::bytes, hot::entries, hot::pinnedBytes, hot::hits, hot::misses, hot::evictions));
    meters.pool("cpu", new PoolFigures(cpu::active, cpu::queued, cpu::rejected));
    for (var pool : stores.pools()) {
      meters.pool(
          pool.name().replace("weir-", ""),
          new PoolFigures(pool.active(), pool.queued(), pool.refused()));
    }
    meters.nettyDirectMemory(PlatformDependent::usedDirectMemory);
  }
}
