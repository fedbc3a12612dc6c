package dev.weir.compare.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What this process itself has cost. */
@EnabledOnOs(OS.LINUX)
class ServerCostTest {
  @Test
  void workShowsInTheProcessorsTime() {
    var self = List.of(ProcessHandle.current().pid());
    var before = ServerCost.of(self);

    long end = System.nanoTime() + 200_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }

    assertThat(ServerCost.of(self).cpuSince(before)).isPositive();
    assertThat(before.peakBytes()).isGreaterThan(10_000_000);
  }
}
