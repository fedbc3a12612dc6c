package dev.weir.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalTest {
  @ParameterizedTest(name = "If-None-Match: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"a\" | true",
        "W/\"a\" | true",
        "\"x\", \"a\" | true",
        "* | true",
        "\"b\" | false",
        "a | false",
        "\"A\" | false"
      })
  void comparesWeakly(String header, boolean expected) {
    var headers = new DefaultHttpHeaders().set("if-none-match", header);

    assertThat(Conditional.notModified(headers, "\"a\"")).isEqualTo(expected);
  }

  @Test
  void severalLinesAreOneList() {
    var headers = new DefaultHttpHeaders().add("if-none-match", "\"x\"");
    headers.add("if-none-match", "\"a\"");

    assertThat(Conditional.notModified(headers, "\"a\"")).isTrue();
    assertThat(Conditional.notModified(headers, "\"b\"")).isFalse();
  }

  @ParameterizedTest(name = "If-Range: {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {"\"a\" | true", "W/\"a\" | false", "Mon, 01 Jan 2026 00:00:00 GMT | false"})
  void aRangeAppliesToExactlyThisRepresentation(String header, boolean expected) {
    var headers = new DefaultHttpHeaders().set("if-range", header);

    assertThat(Conditional.rangeApplies(headers, "\"a\"")).isEqualTo(expected);
  }
}
