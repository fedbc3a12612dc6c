package dev.weir.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a daemon at a random moment while versions are published, tagged, archived, copied and
 * deleted, round after round on one data folder. What was answered is there and whole; what was not
 * is there whole or not at all; nothing is left over.
 */
class PublishKillIT {
  /** A round starts a daemon twice; {@code .ci/long} asks for ten times as many. */
  private static final int ROUNDS = Math.max(5, Integer.getInteger("weir.kill.rounds", 50) / 10);

  private static final long SEED = 20261128;

  @TempDir private Path data;

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void whatWasAnsweredIsThereAndTheRestIsWholeOrNotThere() {
    var random = new Random(SEED);
    var expected = new ChangedPackages();
    for (int round = 0; round < ROUNDS; round++) {
      try (var weir = serve()) {
        expected.changeUntilKilled(weir, random.nextInt(1500), random);
      }
      try (var weir = serve()) {
        expected.check(weir.registry());
        assertThat(weir.terminate()).isZero();
      }
    }
    assertThat(expected.answered()).isGreaterThan(2 * ROUNDS);
  }

  private WeirProcess serve() {
    return WeirProcess.serve(
        "--port=0",
        "--data=" + data.resolve("data"),
        "--set=storage.min-free=16MiB",
        "--set=private-scopes=@kill");
  }
}
