package dev.weir.system;

import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.model.RepositoryId;
import dev.weir.resolve.LedgerTables;
import dev.weir.resolve.PublishedVersions;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import java.nio.charset.StandardCharsets;

/** Puts versions into a stopped daemon's ledger that came from no origin. */
final class OwnVersions {
  private OwnVersions() {}

  /** Publishes a whole version to {@code repository}, with these tags; the daemon is restarted. */
  static void publish(
      WeirUnderTest weir,
      String repository,
      String name,
      String version,
      byte[] tarball,
      String... tags) {
    weir.stop();
    var parts = repository.split("/", 2);
    var stores =
        RocksStores.open(weir.data(), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
    try {
      PublishedVersions.publish(
          stores.ledger(), RepositoryId.of(parts[0], parts[1]), name, version, tarball, tags);
    } finally {
      Stages.await(stores.closeAsync());
    }
    weir.restart();
  }

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
