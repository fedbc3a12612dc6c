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
    "EXTERNAL, , false",
    "EXTERNAL, BLOCK, true",
    "EXTERNAL, ALLOW, false",
    "INTERNAL, , true",
    "INTERNAL, BLOCK, true",
    "INTERNAL, ALLOW, false",
    "UNKNOWN, , true",
    "UNKNOWN, BLOCK, true",
    "UNKNOWN, ALLOW, false",
    ", , false",
    ", BLOCK, true",
    ", ALLOW, false"
  })
  void aNameIsOurs(@Nullable OriginType first, @Nullable Restriction upstream, boolean ours) {
    var set = upstream == null ? null : new OriginRestrictions(ALLOW, upstream);
    var facts = facts(set, first, false);

    assertThat(OriginControls.isOurs(facts)).isEqualTo(ours);
  }

  @Test
  void aNameFromOutsideThatIsPinnedIsNotOurs() {
    var pinned = new OriginRestrictions(Restriction.BLOCK, Restriction.BLOCK);

    assertThat(OriginControls.isOurs(facts(pinned, OriginType.EXTERNAL, false))).isFalse();
    assertThat(OriginControls.isOurs(facts(pinned, OriginType.INTERNAL, false))).isTrue();
  }

  @Test
  void aDeclaredNameIsOursWhateverIsSet() {
    for (var first : OriginType.values()) {
      var facts = facts(OriginRestrictions.NONE, first, true);

      assertThat(OriginControls.isOurs(facts)).isTrue();
    }
  }

  private static PackageFacts facts(
      @Nullable OriginRestrictions set, @Nullable OriginType first, boolean declared) {
    return new PackageFacts(Optional.ofNullable(set), Optional.ofNullable(first), declared);
  }
}
