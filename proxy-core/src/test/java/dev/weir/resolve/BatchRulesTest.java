package dev.weir.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.resolve.BatchOutcome.Code;
import dev.weir.resolve.BatchOutcome.Failed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why a batch is not done, in AWS's words. */
class BatchRulesTest {
  private static final String SKIPPED = "version %s is skipped";

  private final VersionRecord one = Ledger.record("pkg", "1.0.0", 1);
  private final VersionRecord two =
      Ledger.record("pkg", "2.0.0", 1).inStatus(VersionRecord.UNLISTED);
  private final BatchRules rules = new BatchRules(List.of(one, two));

  @Test
  void aBatchInOrderHasNoFailure() {
    assertThat(failures(batch(Map.of(), Optional.empty(), "1.0.0", "2.0.0"))).isEmpty();
    var revisions = Map.of("1.0.0", BatchRules.revision(one));
    assertThat(failures(batch(revisions, Optional.of("Published"), "1.0.0"))).isEmpty();
    assertThat(rules.find("1.0.0")).contains(one);
    assertThat(rules.find("3.0.0")).isEmpty();
  }

  @Test
  void oneFailureSkipsTheOthers() {
    assertThat(failures(batch(Map.of(), Optional.empty(), "1.0.0", "5.6.7", "2.0.0")))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "5.6.7", new Failed(Code.NOT_FOUND, "Could not find version 5.6.7"),
                "1.0.0", new Failed(Code.SKIPPED, "version 1.0.0 is skipped"),
                "2.0.0", new Failed(Code.SKIPPED, "version 2.0.0 is skipped")));
  }

  @Test
  void eachThatFailsHasItsOwnReason() {
    var batch =
        batch(Map.of("1.0.0", "Other="), Optional.of("Published"), "1.0.0", "2.0.0", "3.0.0");

    assertThat(failures(batch))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "1.0.0",
                new Failed(
                    Code.MISMATCHED_REVISION,
                    "current revision: %s, expected revision: Other="
                        .formatted(BatchRules.revision(one))),
                "2.0.0",
                new Failed(
                    Code.MISMATCHED_STATUS, "current status: Unlisted, expected status: Published"),
                "3.0.0",
                new Failed(Code.NOT_FOUND, "Could not find version 3.0.0")));
  }

  @Test
  void aFurtherRuleIsAskedOfWhatIsInOrderOnly() {
    var refused = new Failed(Code.NOT_ALLOWED, "no");

    assertThat(
            rules.failures(
                batch(Map.of("1.0.0", "Other="), Optional.empty(), "1.0.0", "2.0.0"),
                version -> Optional.of(refused),
                SKIPPED))
        .containsEntry("2.0.0", refused)
        .extractingByKey("1.0.0")
        .returns(Code.MISMATCHED_REVISION, Failed::code);
  }

  private Map<String, Failed> failures(Batch batch) {
    return rules.failures(batch, version -> Optional.empty(), SKIPPED);
  }

  private static Batch batch(
      Map<String, String> revisions, Optional<String> status, String... versions) {
    return new Batch(List.of(versions), revisions, status);
  }
}
