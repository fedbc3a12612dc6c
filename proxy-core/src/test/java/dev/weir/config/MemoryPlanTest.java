package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
  @ParameterizedTest
  @CsvSource({
    // total, heap, pool, hot, in-flight, block-cache, rest
    " 512,  160,  56,   72,  48,  48, 128",
    "1024,  280, 116,  252, 108, 108, 160",
    "4096, 1000, 476, 1332, 468, 468, 352",
  })
  void totalIsSplitLikeThis(
      long total, long heap, long pool, long hot, long inFlight, long blockCache, long rest) {
    var plan = MemoryPlan.of(DataSize.mebibytes(total), MemorySettings.DEFAULTS);

    assertThat(plan)
        .isEqualTo(
            new MemoryPlan(
                DataSize.mebibytes(total),
                DataSize.mebibytes(heap),
                DataSize.mebibytes(pool),
                DataSize.mebibytes(hot),
                DataSize.mebibytes(inFlight),
                DataSize.mebibytes(blockCache),
                DataSize.mebibytes(rest)));
    assertThat(plan.direct()).isEqualTo(DataSize.mebibytes(pool + hot + inFlight));
  }

  @ParameterizedTest
  @ValueSource(longs = {512, 513, 600, 777, 1024, 1500, 4096, 65536})
  void partsNeverExceedTheTotalAndLeaveNearlyNothing(long mebibytes) {
    var total = DataSize.mebibytes(mebibytes);

    var plan = MemoryPlan.of(total, MemorySettings.DEFAULTS);

    assertThat(plan.parts().bytes())
        .isBetween(total.bytes() - DataSize.mebibytes(4).bytes(), total.bytes());
  }

  @Test
  void partsThatAreSetAreTakenAndHotGetsWhatIsLeft() {
    var wanted =
        new MemorySettings(
            Optional.empty(),
            Optional.empty(),
            Optional.of(DataSize.mebibytes(64)),
            Optional.of(DataSize.mebibytes(32)));

    var plan = MemoryPlan.of(DataSize.mebibytes(512), wanted);

    assertThat(plan.inFlight()).isEqualTo(DataSize.mebibytes(64));
    assertThat(plan.blockCache()).isEqualTo(DataSize.mebibytes(32));
    assertThat(plan.hot()).isEqualTo(DataSize.mebibytes(72));
    assertThat(plan.parts()).isEqualTo(DataSize.mebibytes(512));
  }

  @Test
  void jvmThatWasStartedOtherwiseIsTold() {
    var plan = MemoryPlan.of(DataSize.mebibytes(512), MemorySettings.DEFAULTS);
    long heap = plan.heap().bytes();
    long direct = plan.direct().bytes();

    assertThat(plan.differences(heap, direct)).isEmpty();
    assertThat(plan.differences(heap - (10 << 20), direct)).isEmpty();
    assertThat(plan.differences(4L << 30, direct)).singleElement().asString().contains("-Xmx");
    assertThat(plan.differences(heap, 1 << 20)).singleElement().asString().contains("direct");
  }

  @ParameterizedTest
  @CsvSource({"1, 512", "2, 512", "3, 768", "4, 1024", "64, 1024"})
  void withoutATotalAQuarterOfTheMachineIsTaken(long gibibytes, long mebibytes) {
    assertThat(MachineMemory.quarter(gibibytes << 30)).isEqualTo(DataSize.mebibytes(mebibytes));
  }
}
