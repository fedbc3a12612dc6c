package dev.weir.system;

import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.resolve.LedgerTables;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import java.nio.charset.StandardCharsets;

/** Puts versions into a stopped daemon's ledger that came from no origin. */
final class OwnVersions {
  private OwnVersions() {}

  /** As if the version had been published to {@code local/dev}; the daemon is restarted. */
  static void publish(WeirUnderTest weir, String name, String version) {
    weir.stop();
    var stores =
        RocksStores.open(weir.data(), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
    try {
      var record =
          """
          {"v":1,"version":"%s","status":"Published","connection":"","file":"%s-%s.tgz",\
          "retainedAt":1764000000000,"manifest":""}"""
              .formatted(version, name.substring(name.indexOf('/') + 1), version);
      Stages.await(
          stores
              .ledger()
              .records()
              .put(
                  LedgerTables.VERSIONS,
                  Key.of("local", "dev", name, version),
                  record.getBytes(StandardCharsets.UTF_8),
                  Expected.ABSENT));
    } finally {
      Stages.await(stores.closeAsync());
    }
    weir.restart();
  }
}
