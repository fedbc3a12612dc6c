package dev.weir.policy;

import static dev.weir.policy.OriginRestrictions.Restriction.ALLOW;
import static dev.weir.policy.OriginRestrictions.Restriction.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.OriginRestrictions.Restriction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginControlsTest {
  @ParameterizedTest
  @CsvSource({"EXTERNAL, BLOCK, ALLOW", "INTERNAL, ALLOW, BLOCK", "UNKNOWN, ALLOW, ALLOW"})
  void theFirstVersionDecidesWhatNobodySet(
      OriginType first, Restriction publish, Restriction upstream) {
    assertThat(OriginControls.of(facts(null, first, false)))
        .isEqualTo(new OriginRestrictions(publish, upstream));
  }

  @Test
  void whatWasSetHoldsWhateverCameFirst() {
    var set = new OriginRestrictions(BLOCK, BLOCK);

    for (var first : OriginType.values()) {
      assertThat(OriginControls.of(facts(set, first, false))).isEqualTo(set);
    }
    assertThat(OriginControls.of(PackageFacts.NOTHING)).isEqualTo(OriginRestrictions.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    // first, upstream as set or none, whether it is ours, whether it was opened
    "EXTERNAL, , false, false",
    "EXTERNAL, BLOCK, false, false",
    "EXTERNAL, ALLOW, false, true",
    "INTERNAL, , true, false",
    "INTERNAL, BLOCK, true, false",
    "INTERNAL, ALLOW, false, true",
    "UNKNOWN, , true, false",
    "UNKNOWN, BLOCK, true, false",
    "UNKNOWN, ALLOW, false, true",
    ", , false, false",
    ", BLOCK, true, false",
    ", ALLOW, false, true"
  })
  void aNameIsOursOrOpened(
      @Nullable OriginType first, @Nullable Restriction upstream, boolean ours, boolean opened) {
    var set = upstream == null ? null : new OriginRestrictions(ALLOW, upstream);
    var facts = facts(set, first, false);

    assertThat(OriginControls.isOurs(facts)).isEqualTo(ours);
    assertThat(OriginControls.isOpened(facts)).isEqualTo(opened);
  }

  @Test
  void aDeclaredNameIsOursAndNothingOpensIt() {
    for (var first : OriginType.values()) {
      var facts = facts(OriginRestrictions.NONE, first, true);

      assertThat(OriginControls.isOurs(facts)).isTrue();
      assertThat(OriginControls.isOpened(facts)).isFalse();
    }
  }

  private static PackageFacts facts(
      @Nullable OriginRestrictions set, @Nullable OriginType first, boolean declared) {
    return new PackageFacts(Optional.ofNullable(set), Optional.ofNullable(first), declared);
  }
}
