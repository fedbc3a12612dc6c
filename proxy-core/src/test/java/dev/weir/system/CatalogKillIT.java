package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.CacheTables;
import dev.weir.cache.Stages;
import dev.weir.resolve.LedgerTables;
import dev.weir.storage.Expected;
import dev.weir.storage.Key;
import dev.weir.storage.Version;
import dev.weir.storage.rocksdb.RocksSettings;
import dev.weir.storage.rocksdb.RocksStores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a daemon at a random moment while its catalog is changed through the API, round after round
 * on one data folder. What was answered is there; what was not is there as a whole or not at all.
 */
class CatalogKillIT {
  /** A round here starts a daemon twice; {@code .ci/long} asks for as many as elsewhere. */
  private static final int ROUNDS = Math.max(3, Integer.getInteger("weir.kill.rounds", 50) / 10);

  private static final long SEED = 20261128;
  private static final int VERSIONS = 300;

  @TempDir private Path data;
  private final ChangedCatalog expected = new ChangedCatalog();

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void everyChangeIsThereAsAWholeOrNotAtAll() throws Exception {
    try (var weir = serve()) {
      expected.create(weir.registry());
      assertThat(weir.terminate()).isZero();
    }
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      fill("doomed");
      try (var weir = serve()) {
        expected.changeUntilKilled(weir, random.nextInt(150));
      }
      boolean doomed;
      try (var weir = serve()) {
        doomed = expected.check(weir.registry());
        // Waits for the purge, if there is one.
        expected.createDoomedAnew(weir.registry());
        assertThat(weir.terminate()).isZero();
      }
      assertThat(versions("doomed")).as("round %d", round).isEqualTo(doomed ? VERSIONS : 0);
      assertThat(versions("kept")).isEqualTo(VERSIONS);
    }
    assertThat(expected.answered()).isGreaterThan(2 * ROUNDS);
    assertThat(expected.deletions()).isPositive();
  }

  private WeirProcess serve() {
    return WeirProcess.serve(
        "--port=0", "--data=" + data.resolve("data"), "--set=storage.min-free=16MiB");
  }

  /** Gives repositories packages, without an origin. */
  private void fill(String doomed) {
    var stores = open();
    try {
      var puts = new ArrayList<CompletionStage<Optional<Version>>>();
      for (var repository : List.of(doomed, "kept")) {
        IntStream.range(0, VERSIONS)
            .mapToObj(i -> Key.of("kill", repository, "pkg", "1.0." + i))
            .map(
                key ->
                    stores
                        .ledger()
                        .records()
                        .put(LedgerTables.VERSIONS, key, new byte[] {'{', '}'}, Expected.ANYTHING))
            .forEach(puts::add);
      }
      puts.forEach(Stages::await);
    } finally {
      Stages.await(stores.closeAsync());
    }
  }

  private int versions(String repository) {
    var stores = open();
    try {
      return Stages.await(
              stores
                  .ledger()
                  .records()
                  .scan(
                      LedgerTables.VERSIONS,
                      Key.of("kill", repository),
                      Optional.empty(),
                      2 * VERSIONS))
          .entries()
          .size();
    } finally {
      Stages.await(stores.closeAsync());
    }
  }

  private RocksStores open() {
    return RocksStores.open(
        data.resolve("data"), RocksSettings.DEFAULT, LedgerTables.ALL, CacheTables.ALL);
  }
}
