package dev.weir.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListingTest {
  private static final PageTokens TOKENS = new PageTokens(new byte[32]);
  private static final String REFUSAL =
      " (expected: the nextToken of an answer to this operation with the same parameters)";

  @Test
  void aFirstPageBeginsAtTheBeginning() {
    var listing = listing(Operation.LIST_PACKAGES, Optional.empty(), "team", "repo");

    assertThat(listing.after()).isEmpty();
    assertThat(listing.max()).isEqualTo(7);
  }

  @Test
  void theTokenOfAnAnswerGoesOnBehindIt() {
    var token = listing(Operation.LIST_PACKAGES, Optional.empty(), "team").tokenAfter("lodash");

    assertThat(listing(Operation.LIST_PACKAGES, Optional.of(token), "team").after())
        .contains("lodash");
  }

  @Test
  void aTokenOfAnotherOperationIsRefused() {
    var token = listing(Operation.LIST_DOMAINS, Optional.empty()).tokenAfter("a");

    Refused.by(() -> listing(Operation.LIST_REPOSITORIES, Optional.of(token)))
        .naming("next-token: " + token + REFUSAL);
  }

  @Test
  void aTokenOfAnotherFilterIsRefused() {
    var token = listing(Operation.LIST_PACKAGES, Optional.empty(), "a", "bc").tokenAfter("x");
    var other = Optional.of(token);

    Refused.by(() -> listing(Operation.LIST_PACKAGES, other, "a", "b")).naming(refusal(token));
    Refused.by(() -> listing(Operation.LIST_PACKAGES, other, "ab", "c")).naming(refusal(token));
    Refused.by(() -> listing(Operation.LIST_PACKAGES, other, "a")).naming(refusal(token));
    Refused.by(() -> listing(Operation.LIST_PACKAGES, other, "a", "bc", "")).naming(refusal(token));
    Refused.by(() -> listing(Operation.LIST_PACKAGES, other, "bc", "a")).naming(refusal(token));
  }

  @Test
  void anAbsentFilterIsAnotherThanAnEmptyOne() {
    var token =
        listing(Operation.LIST_PACKAGES, Optional.empty(), Optional.empty()).tokenAfter("x");

    Refused.by(() -> listing(Operation.LIST_PACKAGES, Optional.of(token), Optional.of("")))
        .naming(refusal(token));
  }

  @Test
  void anotherPageSizeTakesTheSameToken() {
    var token = listing(Operation.LIST_DOMAINS, Optional.empty()).tokenAfter("a");

    assertThat(
            Listing.of(TOKENS, Operation.LIST_DOMAINS, 1000, "nextToken", Optional.of(token))
                .after())
        .contains("a");
  }

  @Test
  void theMessageCallsTheTokenAsTheOperationDoes() {
    assertThat(
            Refused.by(
                    () ->
                        Listing.of(
                            TOKENS, Operation.LIST_DOMAINS, 1, "nextToken", Optional.of("made-up")))
                .error())
        .hasMessage("nextToken: made-up" + REFUSAL);
  }

  private static String refusal(String token) {
    return "next-token: "
        + (token.length() > 100 ? token.substring(0, 100) + "…" : token)
        + REFUSAL;
  }

  private static Listing listing(Operation operation, Optional<String> token, Object... filters) {
    return Listing.of(TOKENS, operation, 7, "next-token", token, filters);
  }
}
