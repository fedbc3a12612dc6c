package dev.weir.storage.rocksdb;

import static dev.weir.storage.Stages.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.storage.StoreLockedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/**
 * Kills a writing process at a random moment, fifty times over the same data folder, and looks
 * after each time what is left. {@code kill -9} leaves the page cache to the operating system, so
 * neither store may lose a write that it acknowledged.
 */
class KillNineIT {
  private static final int ROUNDS = Integer.getInteger("weir.kill.rounds", 50);
  private static final long SEED = 20260101;

  @TempDir private Path temporary;
  private final KillNineExpectation ledger = new KillNineExpectation("ledger");
  private final KillNineExpectation cache = new KillNineExpectation("cache");

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void nothingAcknowledgedIsLostAndNothingUnfinishedIsLeft() throws Exception {
    var random = new Random(SEED);
    for (int round = 0; round < ROUNDS; round++) {
      for (var line : writeUntilKilled(round, random.nextLong(), random.nextInt(400))) {
        ledger.hear(line);
        cache.hear(line);
      }
      check();
    }
    assertThat(ledger.acknowledged()).isGreaterThan(10 * ROUNDS);
    assertThat(cache.acknowledged()).isGreaterThan(10 * ROUNDS);
  }

  @Test
  void folderOfARunningProcessIsLocked() throws Exception {
    var process = start(0, SEED);
    try (var lines = process.inputReader(UTF_8)) {
      awaitReady(lines);

      assertThatThrownBy(this::open)
          .isInstanceOf(StoreLockedException.class)
          .hasMessageContaining(data().toString())
          .hasMessageContaining("pid " + process.pid());
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    await(open().closeAsync());
  }

  private List<String> writeUntilKilled(int round, long seed, int millis) throws Exception {
    var process = start(round, seed);
    var said = new ArrayList<String>();
    try (var lines = process.inputReader(UTF_8)) {
      awaitReady(lines);
      var killer = new Thread(() -> killAfter(process, millis));
      killer.start();
      // Read meanwhile, or the writer would stand still as soon as the pipe is full.
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
      }
      killer.join();
    }
    assertThat(process.waitFor()).as("killed by SIGKILL").isEqualTo(128 + 9);
    return said;
  }

  /**
   * The moment is what is tested here, so it is waited for and not for an event. By the handle,
   * since a process that is destroyed itself closes the pipe that we read.
   */
  private static void killAfter(Process process, int millis) {
    try {
      process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.toHandle().destroyForcibly();
  }

  private void check() throws RocksDBException {
    var stores = open();
    long ledgerChunks;
    long cacheChunks;
    try {
      ledgerChunks = ledger.check(stores.ledger());
      cacheChunks = cache.check(stores.cache());
    } finally {
      await(stores.closeAsync());
    }
    checkChunks("ledger", ledgerChunks);
    checkChunks("cache", cacheChunks);
  }

  private void checkChunks(String store, long expected) throws RocksDBException {
    assertThat(RawFolder.rows(data().resolve(store), Families.PENDING)).isEmpty();
    assertThat(RawFolder.rows(data().resolve(store), Families.CHUNKS)).hasSize((int) expected);
  }

  private RocksStores open() {
    var tables = Set.of(KillNineWriter.TABLE);
    return RocksStores.open(data(), OpenStores.SMALL, tables, tables);
  }

  private Process start(int round, long seed) throws IOException {
    return ChildJvm.start(
        List.of("-D" + RocksNatives.PROPERTY + "=" + temporary.resolve("natives")),
        KillNineWriter.class,
        data().toString(),
        "r" + round,
        Long.toString(seed));
  }

  private static void awaitReady(BufferedReader lines) throws IOException {
    var said = new StringBuilder();
    for (var line = lines.readLine(); !"# ready .".equals(line); line = lines.readLine()) {
      assertThat(line).as("the writer's output: %s", said).isNotNull();
      said.append(line).append('\n');
    }
  }

  private Path data() {
    return temporary.resolve("data");
  }
}
