package dev.weir.npm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "\"\\/\b\f\n\r\t\u0000\u001f\u007f",
        "Grüße 日本語",
        "\uD83D\uDE00",
        "\uD83D",
        "\uDE00",
        "a\uD83D\uD83D\uDE00\uDE00b",
        "\u2028\uFEFF\uFFFF"
      })
  void whatIsQuotedIsReadBack(String text) {
    assertThat(ReferenceRenderer.JSON.readValue(JsonText.quoted(text), String.class))
        .isEqualTo(text);
  }

  @Test
  void onlyWhatMustBeIsEscaped() {
    assertThat(JsonText.quoted("/é\u2028\"")).asString().isEqualTo("\"/é\u2028\\\"\"");
  }
}
