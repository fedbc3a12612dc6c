package dev.weir.compare.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessCostsTest {
  @Test
  void userAndSystemTimeAreAddedWhateverTheProcessIsCalled() {
    var stat = "17 (odd) name) R 1 17 17 0 -1 4194304 100 0 0 0 1234 56 7 8 20 0 1 0 99 1000 10";

    assertThat(ProcessCosts.ticks(stat)).isEqualTo(1234 + 56);
  }

  @Test
  void processThatIsGoneCostsNothing() throws IOException {
    assertThat(ProcessCosts.cpu(List.of(Long.MAX_VALUE)).isZero()).isTrue();
    assertThat(ProcessCosts.resident(List.of(Long.MAX_VALUE))).isZero();
  }

  @Test
  void ownProcessHasCostsAndMemory() throws IOException {
    var own = List.of(ProcessHandle.current().pid());

    assertThat(ProcessCosts.cpu(own)).isPositive();
    assertThat(ProcessCosts.peakResident(own)).isGreaterThan(10 << 20);
  }
}
