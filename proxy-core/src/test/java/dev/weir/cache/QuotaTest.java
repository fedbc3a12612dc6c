package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.storage.BlobUsage;
import org.junit.jupiter.api.Test;

/** When the disk is asked back without an eviction. */
class QuotaTest {
  private static final long MIB = 1 << 20;

  @Test
  void whatLivesAndItsLogsAreNoWaste() {
    assertThat(Quota.wasteful(usage(0, 500))).isFalse();
    assertThat(Quota.wasteful(usage(2000, 3500))).isFalse();
  }

  @Test
  void diskBeyondOneAndAHalfTimesWhatLivesIsWaste() {
    assertThat(Quota.wasteful(usage(0, 513))).isTrue();
    assertThat(Quota.wasteful(usage(2000, 3513))).isTrue();
  }

  private static BlobUsage usage(long liveMib, long diskMib) {
    return new BlobUsage(1, liveMib * MIB, diskMib * MIB);
  }
}
