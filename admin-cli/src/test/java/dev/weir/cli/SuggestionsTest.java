package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  @ParameterizedTest
  @CsvSource({
    "stats, status",
    "lst-domains, list-domains",
    "create-repo, create-repository",
    "list-packges, list-packages",
    "describe-domains, describe-domain"
  })
  void whatWasMeantIsOfferedFirst(String typed, String meant) {
    var run = Weir.alone().run(typed);

    assertThat(run.err()).contains("unknown verb: " + typed + " (did you mean " + meant);
  }

  @Test
  void whatIsNothingLikeAVerbGetsNoOffer() {
    assertThat(Weir.alone().run("zzz").err()).startsWith("weir: unknown verb: zzz\n");
  }

  @Test
  void changesAreLettersPutInTakenOutOrReplaced() {
    assertThat(Suggestions.changes("", "abc")).isEqualTo(3);
    assertThat(Suggestions.changes("abc", "abc")).isZero();
    assertThat(Suggestions.changes("kitten", "sitting")).isEqualTo(3);
  }
}
