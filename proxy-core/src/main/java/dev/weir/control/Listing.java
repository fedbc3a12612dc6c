package dev.weir.control;

import java.util.Optional;
import java.util.StringJoiner;

/**
 * A list that is asked for page by page: which question it answers, where to go on and how many to
 * show.
 */
public final class Listing {
  private final PageTokens tokens;
  private final String question;
  private final Optional<String> after;
  private final int max;

  private Listing(PageTokens tokens, String question, Optional<String> after, int max) {
    this.tokens = tokens;
    this.question = question;
    this.after = after;
    this.max = max;
  }

  /**
   * Reads {@code token}; refuses one that is not of this question.
   *
   * @param field what the token is called, for the message
   * @param filters every parameter that decides what the list shows, in a fixed order
   */
  static Listing of(
      PageTokens tokens,
      Operation operation,
      int max,
      String field,
      Optional<String> token,
      Object... filters) {
    // NUL stands in no parameter, and line feed separates from what would only look the same.
    var question = new StringJoiner("\0\n", operation.title() + "\0\n", "");
    for (var filter : filters) {
      question.add(filter.toString());
    }
    var asked = question.toString();
    var after = token.map(text -> last(tokens, field, text, asked));
    return new Listing(tokens, asked, after, max);
  }

  private static String last(PageTokens tokens, String field, String token, String question) {
    return tokens
        .last(token, question)
        .orElseThrow(
            () ->
                ControlException.field(
                    field,
                    token,
                    "the nextToken of an answer to this operation with the same parameters"));
  }

  /** The key behind which to go on; empty for the first page. */
  public Optional<String> after() {
    return after;
  }

  /** How many elements a page may have, 1 to 1,000. */
  public int max() {
    return max;
  }

  /** The token for the page behind {@code last}. */
  public String tokenAfter(String last) {
    return tokens.after(last, question);
  }
}
