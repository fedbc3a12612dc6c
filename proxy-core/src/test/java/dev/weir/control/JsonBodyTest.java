package dev.weir.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weir.control.ControlException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  @Test
  void noBodyIsAnEmptyObject() {
    assertThat(JsonBody.parse(Unpooled.EMPTY_BUFFER).isEmpty()).isTrue();
    assertThat(JsonBody.parse(body("{}")).isEmpty()).isTrue();
  }

  @Test
  void theBytesStayTheCallers() {
    var body = body(" {\"a\": 1} \n");

    assertThat(JsonBody.parse(body).get("a").intValue()).isEqualTo(1);
    assertThat(body.readableBytes()).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\"}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":1} {}",
        "{\"a\":1}x",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{\"a\":\"\u0001\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "// no comment\n{}"
      })
  void whatIsNoJsonOrHasAMemberTwiceIsRefused(String text) {
    var refused = Refused.by(() -> JsonBody.parse(body(text))).error();

    assertThat(refused).hasMessageStartingWith("body: no valid JSON at line");
    assertThat(refused.members()).containsEntry("reason", Reason.CANNOT_PARSE.name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null", "1", "\"{}\"", "true"})
  void anotherValueThanAnObjectIsRefused(String text) {
    Refused.by(() -> JsonBody.parse(body(text)))
        .saying(Reason.CANNOT_PARSE, "body: no JSON object (expected: an object)");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n\t"})
  void blanksAloneAreNoObject(String text) {
    assertThat(Refused.by(() -> JsonBody.parse(body(text))).error().members())
        .containsEntry("reason", Reason.CANNOT_PARSE.name());
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    var bytes = Unpooled.wrappedBuffer(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

    assertThat(Refused.by(() -> JsonBody.parse(bytes)).error()).hasMessageStartingWith("body: ");
  }

  @Test
  void deepNestingIsRefusedAndNotFollowed() {
    var deep = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

    assertThat(Refused.by(() -> JsonBody.parse(body(deep))).error()).hasMessageStartingWith("body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "APPLICATION/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "application/x-amz-json-1.1"
      })
  void jsonByAnyOfItsNamesIsTaken(String type) {
    assertThatCode(() -> JsonBody.check(headers("Content-Type", type), body("{}")))
        .doesNotThrowAnyException();
  }

  @Test
  void aBodyThatDoesNotSayWhatItIsIsTaken() {
    assertThatCode(() -> JsonBody.check(new DefaultHttpHeaders(), body("{}")))
        .doesNotThrowAnyException();
    assertThatCode(() -> JsonBody.check(headers("Content-Encoding", "identity"), body("{}")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Type, text/plain, Content-Type: text/plain (expected: application/json)",
    "Content-Type, application/jsonp, Content-Type: application/jsonp (expected: application/json)",
    "Content-Type, application/xml, Content-Type: application/xml (expected: application/json)",
    "Content-Type, '', 'Content-Type:  (expected: application/json)'",
    "Content-Encoding, gzip, Content-Encoding: gzip (expected: none)"
  })
  void anotherTypeOrCodingIs415(String name, String value, String message) {
    var error = Refused.by(() -> JsonBody.check(headers(name, value), body("{}"))).error();

    assertThat(error.status().code()).isEqualTo(415);
    assertThat(error.type()).isEqualTo("UnsupportedMediaTypeException");
    assertThat(error).hasMessage(message);
  }

  @Test
  void theTypeOfNothingDoesNotMatter() {
    assertThatCode(
            () -> JsonBody.check(headers("Content-Type", "text/plain"), Unpooled.EMPTY_BUFFER))
        .doesNotThrowAnyException();
  }

  private static HttpHeaders headers(String name, String value) {
    return new DefaultHttpHeaders().set(name, value);
  }

  private static ByteBuf body(String text) {
    return Unpooled.wrappedBuffer(text.getBytes(UTF_8));
  }
}
