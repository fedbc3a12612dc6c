package dev.weir.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weir.testing.FuzzText;

/**
 * A key, a question and a token, a line each: a token that was given leads back to its key and
 * answers no other question, and of all others none is taken but what would be given. {@code @} on
 * the third line stands for the token that was given.
 */
class PageTokenFuzzTest {
  private static final PageTokens TOKENS =
      new PageTokens("0123456789abcdef0123456789abcdef".getBytes(UTF_8));

  @FuzzTest(maxDuration = "")
  void onlyWhatWasGivenIsTaken(byte[] data) {
    var lines = FuzzText.lines(data);
    // A lone surrogate has no UTF-8, and is in no key.
    var key = new String(FuzzText.at(lines, 0).getBytes(UTF_8), UTF_8);
    var question = FuzzText.at(lines, 1);
    var given = TOKENS.after(key, question);
    var shown = FuzzText.at(lines, 2).replace("@", given);

    assertThat(given).matches("[A-Za-z0-9_-]+");
    assertThat(TOKENS.last(given, question)).contains(key);
    assertThat(TOKENS.last(given, question + "x")).isEmpty();
    // A fuzzer that watches comparisons may show a token that was given for another key before.
    TOKENS
        .last(shown, question)
        .ifPresent(taken -> assertThat(shown).isEqualTo(TOKENS.after(taken, question)));
  }
}
