package dev.weir.compare.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pauses are found in a JVM's log, and nothing else is taken for one. */
class PauseLogTest {
  @TempDir private Path folder;

  @Test
  void collectionsAndSafepointsAreToldApart() throws Exception {
    var log =
        Files.writeString(
            folder.resolve("log"),
            """
            [0.005s][info][gc] Using Parallel
            [1.234s][info][gc] GC(0) Pause Young (Allocation Failure) 21M->4M(60M) 5.123ms
            [9.234s][info][gc] GC(1) Pause Full (Metadata GC Threshold) 21M->4M(60M) 41.500ms
            [1.235s][info][safepoint] Safepoint "ParallelGCFailedAllocation", Time since last: 1000 ns, \
            Reaching safepoint: 2000 ns, Cleanup: 10 ns, At safepoint: 5200000 ns, Total: 5202000 ns
            """);

    var pauses = PauseLog.read(log);

    assertThat(pauses.get("collector")).isEqualTo(new PauseLog.Pauses(2, 41.5));
    assertThat(pauses.get("safepoint")).isEqualTo(new PauseLog.Pauses(1, 5.202));
  }
}
