package dev.weir.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void whatIsReadIsPrintedWithItsOrderAndDigits() {
    var text =
        """
        {
            "z": 1.50,
            "a": [
                1e3,
                {
                    "b": null
                },
                true,
                []
            ],
            "c": {},
            "d": "\\" \\\\ \\n\\t\\u0001 / ü \\u001b"
        }""";

    assertThat(JsonPrinter.print(JsonReader.read(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{} {}", "<html>", "{\"a\":}", "[1,]", "'a'"})
  void whatIsNoJsonIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read(text));
  }

  @Test
  void depthIsBounded() {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonReader.read("[".repeat(100_000)));
  }

  @Test
  void pathsLeadToWhatIsThere() {
    var json = JsonReader.read("{\"a\":{\"b\":\"text\",\"n\":2.5,\"l\":[\"x\",\"y\"],\"o\":null}}");

    assertThat(json.text("a", "b")).isEqualTo("text");
    assertThat(json.number("a", "n")).isEqualTo(2.5);
    assertThat(json.items("a", "l")).hasSize(2);
    assertThat(json.text("a", "l")).isEqualTo("x, y");
    assertThat(json.at("a", "o")).isEmpty();
    assertThat(json.at("a", "b", "c")).isEmpty();
    assertThat(json.text("none")).isEmpty();
    assertThat(json.number("a", "b")).isZero();
  }
}
