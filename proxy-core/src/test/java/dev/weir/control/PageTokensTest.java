package dev.weir.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokensTest {
  private static final String QUESTION = "ListRepositories\0\nteam";

  private final PageTokens tokens =
      new PageTokens("a secret of 32 bytes, or about so".getBytes(US_ASCII));

  @ParameterizedTest
  @ValueSource(strings = {"my-domain", "my-domain/my-repo", "@scope/näme 😀", "", "a\0b"})
  void aTokenLeadsBackToItsKey(String key) {
    assertThat(tokens.last(tokens.after(key, QUESTION), QUESTION)).contains(key);
  }

  @Test
  void aTokenIsOfTheApisShape() {
    var token = tokens.after("d".repeat(50) + "/" + "r".repeat(100), QUESTION);

    assertThat(Constraint.PAGINATION_TOKEN.check("next-token", token)).isEqualTo(token);
    assertThat(token).matches("[A-Za-z0-9_-]+");
  }

  @Test
  void anotherQuestionDoesNotTakeIt() {
    var token = tokens.after("key", QUESTION);

    assertThat(tokens.last(token, "ListRepositories\0\nteams")).isEmpty();
    assertThat(tokens.last(token, "ListRepositories")).isEmpty();
    assertThat(tokens.last(token, "")).isEmpty();
  }

  @Test
  void anotherServerDoesNotTakeIt() {
    var others = new PageTokens("b secret of 32 bytes, or about so".getBytes(US_ASCII));

    assertThat(others.last(tokens.after("key", QUESTION), QUESTION)).isEmpty();
  }

  @Test
  void theSameSecretTakesItAfterARestart() {
    var again = new PageTokens("a secret of 32 bytes, or about so".getBytes(US_ASCII));

    assertThat(again.last(tokens.after("key", QUESTION), QUESTION)).contains("key");
  }

  @Test
  void noBitOfItMayBeChanged() {
    var bytes = Base64.getUrlDecoder().decode(tokens.after("key", QUESTION));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      var token = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);

      assertThat(tokens.last(token, QUESTION)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void noOtherSpellingOfItIsTaken() {
    var token = tokens.after("my-domain", QUESTION);

    assertThat(token).hasSize(35);
    assertThat(tokens.last(token + "=", QUESTION)).as("padded").isEmpty();
    // The last character of 35 has two bits that mean nothing.
    var last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var other = last.charAt(last.indexOf(token.charAt(34)) ^ 1);
    assertThat(tokens.last(token.substring(0, 34) + other, QUESTION)).as("a bit more").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "AA", "AQ", "====", "not a token", "é", "AQ==", "%00", "key"})
  void whatIsNoTokenIsNoneOfOurs(String text) {
    assertThat(tokens.last(text, QUESTION)).isEmpty();
  }

  @Test
  void aQuestionAndAKeyCannotBeShiftedIntoEachOther() {
    var token = tokens.after("b", "a");

    assertThat(tokens.last(token, "a\0b")).isEmpty();
    assertThat(tokens.after("\0b", "a")).isNotEqualTo(tokens.after("b", "a\0"));
  }
}
